import type { NgramClassifier } from "@rnn/ngrams";
import type { Tensor } from "@rnn/tensor";
import { predictNgrams } from "../ngram-probabilities.ts";
import { type NumberedTexts, takeClasses } from "./labelled-input.ts";
import { limitNgrams } from "./limit-ngrams.ts";
import { chooseNgrams, enoughRows, fitNgrams, type NgramsSettings } from "./ngrams-part.ts";
import type { PreparedTraining } from "./prepare-training.ts";
import { spreadRows } from "./spread-rows.ts";

/** N-grams fitted to the rows to train on, and what they make of those for validation. */
export interface FittedNgrams {
  readonly probabilities: Tensor<"float64">;
  /** To how many rows they are fitted: to all to train on, or of very many to as many as memory holds. */
  readonly rows: number;
  /** Those fitted. */
  readonly classifier: () => NgramClassifier;
  /** The same n-grams fitted to all rows. */
  readonly refit: () => Promise<NgramClassifier>;
}

/** Chooses n-grams by the validation rows, and fits them to the others, or to as many as memory holds. */
export async function fitBaseline(
  { all, trainRows, validationRows, classNames }: PreparedTraining,
  settings: NgramsSettings,
): Promise<FittedNgrams> {
  const classes = classNames.length;
  const [some, held] = await takeRows(
    all,
    spreadRows(all.labels, trainRows, enoughRows.train),
    spreadRows(all.labels, validationRows, enoughRows.validation),
  );
  const options = settings.from?.options ?? (await chooseNgrams(some, held, settings));
  const limit = (rows: number) => limitNgrams(some.texts, { rows, classes, options });
  const fitTo = async (rows: Int32Array): Promise<NgramClassifier> => {
    const limited = limit(rows.length);
    const [texts] = await takeRows(all, spreadRows(all.labels, rows, limited.rows));
    return fitNgrams(texts, { ...settings, options: limited.options });
  };
  const ngrams = await fitTo(trainRows);
  const [validation] = await takeRows(all, validationRows);
  const allRows = Int32Array.from(all.labels, (_, row) => row);
  return {
    probabilities: predictNgrams(ngrams, validation.texts, classes),
    rows: limit(trainRows.length).rows,
    classifier: () => ngrams,
    refit: () => fitTo(allRows),
  };
}

/** The texts and classes of several lists of rows. */
async function takeRows(
  all: PreparedTraining["all"],
  ...lists: readonly Int32Array[]
): Promise<NumberedTexts[]> {
  const taken = await all.texts.take(...lists);
  return lists.map((rows, i) => {
    const { labels, weights } = takeClasses(all, rows);
    return { texts: taken[i], labels, weights };
  });
}
