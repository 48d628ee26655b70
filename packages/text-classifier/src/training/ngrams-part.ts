import type { AbortSignalLike } from "@rnn/model";
import { NgramClassifier, type NgramClassifierOptions } from "@rnn/ngrams";
import type { Tensor } from "@rnn/tensor";
import { fitWeights } from "../combination/fit-weights.ts";
import { logProbabilitiesOf } from "../combination/log-probabilities.ts";
import { poolRow } from "../combination/pool.ts";
import { predictNgrams } from "../ngram-probabilities.ts";
import type { NumberedTexts } from "./labelled-input.ts";

/** What the n-grams are fitted with besides texts. */
export interface NgramsSettings {
  readonly options: NgramClassifierOptions;
  /** N-grams to continue from; undefined to begin anew. */
  readonly from?: NgramClassifier | undefined;
  readonly classWeight: readonly number[] | undefined;
  readonly signal: AbortSignalLike | undefined;
}

/** A classifier of n-grams, fitted. */
export async function fitNgrams(
  { texts, labels, weights }: NumberedTexts,
  { options, from, classWeight, signal }: NgramsSettings,
): Promise<NgramClassifier> {
  const ngrams = new NgramClassifier({
    classWeight: classWeight ?? null,
    ...options,
    // Weights of classes are of the texts, not of what is gone on from.
    ...(from && { classWeight: classWeight ?? null }),
  });
  await ngrams.fit(texts, labels, {
    ...(from && { from }),
    ...(signal && { signal }),
    ...(weights && { sampleWeight: weights }),
  });
  return ngrams;
}

/** Rows that are enough to tell which n-grams suit some texts. */
export const enoughRows = { train: 4000, validation: 2000 };

/** Words and characters; characters alone, for languages whose words are seldom seen again or are not marked. */
const kinds: readonly NgramClassifierOptions[] = [{}, { words: null }];
/** All n-grams; those of two texts or more, trusted more, which suits long texts. */
const strengths: readonly NgramClassifierOptions[] = [{}, { minDf: 2, C: 30 }];

/**
 * Which n-grams suit the texts: of words and characters, or of characters alone; all of them, or those of two texts
 * or more with a weaker penalty. Whichever has the lowest loss on the validation rows, calibrated, of a classifier
 * fitted on a few thousand rows. What the options say stays as it is.
 *
 * @param some of the rows to train on, @param held of those for validation
 */
export async function chooseNgrams(
  some: NumberedTexts,
  held: NumberedTexts,
  settings: NgramsSettings,
): Promise<NgramClassifierOptions> {
  const candidates = listCandidates(settings.options);
  if (candidates.length === 1) return candidates[0];
  const classes = 1 + Math.max(largestOf(some.labels), largestOf(held.labels));
  let best = { loss: Infinity, options: candidates[0] };
  for (const options of candidates) {
    const ngrams = await fitNgrams(some, { ...settings, options });
    const loss = calibratedLoss(predictNgrams(ngrams, held.texts, classes), held.labels);
    if (loss < best.loss) best = { loss, options };
  }
  return best.options;
}

function listCandidates(given: NgramClassifierOptions): NgramClassifierOptions[] {
  const { words, characters, C, minDf } = given;
  const ofKinds = words === undefined && characters === undefined ? kinds : [{}];
  const ofStrengths = C === undefined && minDf === undefined ? strengths : [{}];
  const candidates: NgramClassifierOptions[] = [];
  for (const kind of ofKinds) {
    for (const strength of ofStrengths) candidates.push({ ...given, ...kind, ...strength });
  }
  return candidates;
}

/** The loss of the best temperature, summed over the texts. */
function calibratedLoss(probabilities: Tensor<"float64">, labels: Int32Array): number {
  const logs = logProbabilitiesOf(probabilities);
  const weights = fitWeights([logs], labels, [1]);
  const into = new Float64Array(logs.classes);
  let loss = 0;
  for (let row = 0; row < logs.rows; row++)
    loss += poolRow([logs], weights, row, into, labels[row]);
  return loss;
}

function largestOf(labels: Int32Array): number {
  return labels.reduce((largest, label) => Math.max(largest, label), 0);
}
