import type { AbortSignalLike } from "@rnn/model";
import { NgramClassifier, type NgramClassifierOptions } from "@rnn/ngrams";
import { fitWeights } from "../combination/fit-weights.ts";
import { logProbabilitiesOf } from "../combination/log-probabilities.ts";
import { poolRow } from "../combination/pool.ts";
import { type NumberedTexts, takeTexts } from "./labelled-input.ts";

/** What the n-grams are fitted with besides texts. */
export interface NgramsSettings {
  readonly options: NgramClassifierOptions;
  readonly classWeight: readonly number[] | undefined;
  readonly signal: AbortSignalLike | undefined;
}

/** A classifier of n-grams, fitted. */
export async function fitNgrams(
  { texts, labels, weights }: NumberedTexts,
  { options, classWeight, signal }: NgramsSettings,
): Promise<NgramClassifier> {
  const ngrams = new NgramClassifier({ classWeight: classWeight ?? null, ...options });
  await ngrams.fit(texts, labels, {
    ...(signal && { signal }),
    ...(weights && { sampleWeight: weights }),
  });
  return ngrams;
}

/** Rows that are enough to tell which n-grams suit some texts. */
const enoughRows = { train: 4000, validation: 2000 };

/** Words and characters; characters alone, for languages whose words are seldom seen again or are not marked. */
const candidates: readonly NgramClassifierOptions[] = [{}, { words: null }];

/**
 * Which n-grams suit the texts: words and characters, or characters alone; whichever has the lower loss on
 * the validation rows, calibrated, of a classifier fitted on a few thousand rows.
 */
export async function chooseNgrams(
  train: NumberedTexts,
  validation: NumberedTexts,
  settings: NgramsSettings,
): Promise<NgramClassifierOptions> {
  const { words, characters } = settings.options;
  if (words !== undefined || characters !== undefined) return settings.options;
  const [some, held] = [spread(train, enoughRows.train), spread(validation, enoughRows.validation)];
  let best = { loss: Infinity, options: settings.options };
  for (const candidate of candidates) {
    const options = { ...settings.options, ...candidate };
    const ngrams = await fitNgrams(some, { ...settings, options });
    const logs = logProbabilitiesOf(ngrams.predictProba(held.texts));
    const weights = fitWeights([logs], held.labels, [1]);
    const into = new Float64Array(logs.classes);
    let loss = 0;
    for (let row = 0; row < logs.rows; row++) {
      loss += poolRow([logs], weights, row, into, held.labels[row]);
    }
    if (loss < best.loss) best = { loss, options };
  }
  return best.options;
}

/** At most so many rows, evenly spread over all. */
function spread(given: NumberedTexts, most: number): NumberedTexts {
  const { length } = given.texts;
  if (length <= most) return given;
  return takeTexts(
    given,
    Array.from({ length: most }, (_, i) => Math.floor((i * length) / most)),
  );
}
