import { NgramClassifier } from "@rnn/ngrams";
import type { PreparedData } from "./prepare-data.ts";

/** The bag of n-grams on the same data. */
export interface Baseline {
  /** The share of the validation texts that it classifies right. */
  readonly accuracy: number;
  /** How many n-grams have a weight. */
  readonly features: number;
}

/** What a bag of single words and pairs gets out of the same texts, each read whole. */
export async function fitBaseline(
  { source, trainRows, validationRows, yTrain, yVal }: PreparedData,
  signal: AbortSignal,
): Promise<Baseline> {
  const textsOf = (rows: readonly number[]) => rows.map((row) => source.texts[row]);
  const classifier = new NgramClassifier({ words: [1, 2], characters: null, minDf: 2 });
  await classifier.fit(textsOf(trainRows), yTrain, { signal });
  const predicted = classifier.predict(textsOf(validationRows)).data;
  const right = yVal.filter((label, row) => label === predicted[row]).length;
  return { accuracy: right / yVal.length, features: classifier.features };
}
