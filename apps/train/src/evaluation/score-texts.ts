import type { LabelledTextStream } from "@rnn/labelled-text";
import type { Tensor } from "@rnn/tensor";
import type { ClassifierModel, TextClassifier } from "@rnn/text-classifier";
import { tensorOf } from "./read-as.ts";
import { type ScoringContext, scoreBatches } from "./score-batches.ts";

/** What each model that a classifier has gives to the same texts: `[N]`, or `[N, K]`. */
export type ScoresByModel = Readonly<Partial<Record<ClassifierModel, Tensor<"float64">>>>;

/**
 * The probabilities of all texts in memory: of the second class of each, of more than two classes that of each, by each
 * model that the classifier has; with what is done of it shown on the way.
 */
export async function scoreTexts(
  classifier: TextClassifier,
  texts: Pick<LabelledTextStream, "length" | "batches">,
  context: ScoringContext,
): Promise<ScoresByModel> {
  const classes = classifier.classNames.length;
  const width = classes === 2 ? 1 : classes;
  const models: readonly ClassifierModel[] =
    classifier.model === "both" ? ["rnn", "ngrams", "both"] : [classifier.model];
  const all = models.map((model) => ({ model, data: new Float64Array(texts.length * width) }));
  for await (const { start, probabilities } of scoreBatches(classifier, texts, context)) {
    for (const { model, data } of all) {
      const found = probabilities[model];
      if (found) data.set(found.contiguous().data, start * width);
    }
  }
  return Object.fromEntries(all.map(({ model, data }) => [model, tensorOf(data, classes)]));
}
