import type { LabelledTextStream } from "@rnn/labelled-text";
import {
  type ClassifierModel,
  compareModels,
  type ModelComparison,
  type TextClassifier,
} from "@rnn/text-classifier";
import { tensorOf } from "./read-as.ts";
import { type ScoringContext, scoreTexts } from "./score-texts.ts";

const models: readonly ClassifierModel[] = ["rnn", "ngrams", "both"];

/**
 * How the parts of a classifier of both do on the same texts, alone and together; undefined for a classifier
 * of one part.
 */
export async function scoreParts(
  classifier: TextClassifier,
  part: LabelledTextStream,
  context: Omit<ScoringContext, "model">,
): Promise<ModelComparison | undefined> {
  if (classifier.model !== "both") return undefined;
  const probabilities: Partial<Record<ClassifierModel, ReturnType<typeof tensorOf>>> = {};
  for (const model of models) {
    const given = await scoreTexts(classifier, part, { ...context, model });
    probabilities[model] = tensorOf(given, classifier.classNames.length);
  }
  return compareModels(part.labels, probabilities);
}
