import {
  type ClassifierModel,
  evaluate,
  type TextClassifier,
  type TrainTextClassifierOptions,
  trainTextClassifier,
} from "../src/index.ts";
import { predictInPieces } from "./predict-in-pieces.ts";
import type { LabelledSet, TextSet } from "./read-set.ts";

/** What was trained on, and the accuracies of it on texts for testing. */
export interface HalvesFigures {
  readonly trainedOn: "the first half" | "the first half, then the second" | "all";
  readonly model: ClassifierModel;
  readonly accuracies: Readonly<Partial<Record<ClassifierModel, number>>>;
  readonly seconds: number;
}

/** Trains on the first half of the rows, continues with the second half, and trains on all at once. */
export async function measureHalves(
  { train, classNames, readTest }: TextSet,
  options: TrainTextClassifierOptions,
): Promise<HalvesFigures[]> {
  const middle = Math.floor(train.texts.length / 2);
  const [first, second] = [take(train, 0, middle), take(train, middle, train.texts.length)];
  const test = await readTest();
  const figures: HalvesFigures[] = [];
  const measure = async (
    trainedOn: HalvesFigures["trainedOn"],
    rows: LabelledSet,
    from?: TextClassifier,
  ): Promise<TextClassifier> => {
    const started = performance.now();
    const given = { ...options, classNames, model: "both" } as const;
    const { classifier } = await trainTextClassifier(rows, from ? { ...given, from } : given);
    const seconds = (performance.now() - started) / 1000;
    const accuracies = Object.fromEntries(
      (["rnn", "ngrams", "both"] as const).map((model) => {
        const probabilities = predictInPieces(classifier, test.texts, model);
        return [model, evaluate(Array.from(test.labels), probabilities).accuracy];
      }),
    );
    figures.push({ trainedOn, model: classifier.model, accuracies, seconds });
    return classifier;
  };
  await measure("the first half, then the second", second, await measure("the first half", first));
  await measure("all", train);
  return figures;
}

function take({ texts, labels }: LabelledSet, from: number, to: number): LabelledSet {
  return { texts: texts.slice(from, to), labels: Array.from(labels).slice(from, to) };
}
