import type { Tensor } from "@rnn/tensor";
import { type ClassifierModel, compareModels, type ModelComparison } from "@rnn/text-classifier";
import type { ScoresByModel } from "./score-texts.ts";

/** What each part of a classifier makes of the same texts. */
export interface PartScores extends ModelComparison {
  readonly probabilities: Readonly<Record<ClassifierModel, Tensor<"float64">>>;
}

/**
 * How the parts of a classifier of both do on the same texts, alone and together; undefined for a classifier
 * of one part.
 */
export function compareScores(
  labels: ArrayLike<number>,
  { rnn, ngrams, both }: ScoresByModel,
): PartScores | undefined {
  if (!rnn || !ngrams || !both) return undefined;
  const probabilities = { rnn, ngrams, both };
  return { ...compareModels(labels, probabilities), probabilities };
}
