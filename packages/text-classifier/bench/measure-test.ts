import {
  type ClassifierModel,
  evaluate,
  loadTextClassifier,
  type TrainTextClassifierOptions,
  trainTextClassifier,
} from "../src/index.ts";
import { predictInPieces } from "./predict-in-pieces.ts";
import type { TextSet } from "./read-set.ts";

/** How a classifier with the default options does on texts that it was not trained on. */
export interface TestFigures {
  readonly model: ClassifierModel;
  readonly trainingSeconds: number;
  readonly testSeconds: number;
  readonly accuracies: Readonly<Partial<Record<ClassifierModel, number>>>;
}

/**
 * Trains on all rows to train on and scores the test part, by the classifier as its file gives it, and by each of
 * its parts.
 */
export async function measureTest(
  set: TextSet,
  options: TrainTextClassifierOptions,
): Promise<TestFigures> {
  const started = performance.now();
  const { classNames, train } = set;
  const trained = await trainTextClassifier(train, { ...options, classNames });
  const classifier = loadTextClassifier(trained.classifier.save());
  const trainingSeconds = (performance.now() - started) / 1000;
  const test = await set.readTest();
  const models: readonly ClassifierModel[] =
    classifier.model === "both" ? ["rnn", "ngrams", "both"] : [classifier.model];
  const scoring = performance.now();
  const accuracies = Object.fromEntries(
    models.map((model) => {
      const probabilities = predictInPieces(classifier, test.texts, model);
      return [model, evaluate(Array.from(test.labels), probabilities).accuracy];
    }),
  );
  const testSeconds = (performance.now() - scoring) / 1000;
  return { model: classifier.model, trainingSeconds, testSeconds, accuracies };
}
