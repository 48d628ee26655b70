import type { NgramClassifier } from "@rnn/ngrams";
import type { Tensor } from "@rnn/tensor";
import { predictNgrams } from "../ngram-probabilities.ts";
import { type NumberedTexts, takeTexts } from "./labelled-input.ts";
import { chooseNgrams, fitNgrams, type NgramsSettings } from "./ngrams-part.ts";
import type { PreparedTraining } from "./prepare-training.ts";

/** N-grams fitted to the rows to train on, and what they make of those for validation. */
export interface FittedNgrams {
  readonly probabilities: Tensor<"float64">;
  /** Those fitted. */
  readonly classifier: () => NgramClassifier;
  /** The same n-grams fitted to all rows. */
  readonly refit: () => Promise<NgramClassifier>;
}

/** Chooses n-grams by the validation rows, and fits them to the others. */
export async function fitBaseline(
  { all, trainRows, validationRows, classNames }: PreparedTraining,
  settings: NgramsSettings,
): Promise<FittedNgrams> {
  const [train, validation]: NumberedTexts[] = [
    takeTexts(all, trainRows),
    takeTexts(all, validationRows),
  ];
  const options = await chooseNgrams(train, validation, settings);
  const ngrams = await fitNgrams(train, { ...settings, options });
  return {
    probabilities: predictNgrams(ngrams, validation.texts, classNames.length),
    classifier: () => ngrams,
    refit: () => fitNgrams(all, { ...settings, options }),
  };
}
