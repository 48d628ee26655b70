import { LogisticRegression, runInTurns, TfidfVectorizer } from "@rnn/ngrams";
import type { PreparedData } from "./prepare-data.ts";

/** The bag of n-grams on the same data. */
export interface Baseline {
  /** The share of the validation texts that it classifies right. */
  readonly accuracy: number;
  /** How many n-grams have a weight. */
  readonly features: number;
}

/**
 * What a bag of single words and pairs gets out of the same texts, each read whole: what an `NgramClassifier` of
 * words does, without its files and lists, which would be a part of the page.
 */
export async function fitBaseline(
  { source, trainRows, validationRows, yTrain, yVal }: PreparedData,
  signal: AbortSignal,
): Promise<Baseline> {
  const textsOf = (rows: readonly number[]) => rows.map((row) => source.texts[row]);
  const vectorizer = new TfidfVectorizer({ ngramRange: [1, 2], minDf: 2, sublinearTf: true });
  const regression = new LogisticRegression({ C: 10 });
  const x = await runInTurns(vectorizer.fitTransformSteps(textsOf(trainRows)), signal);
  await runInTurns(regression.fitSteps(x, yTrain, {}), signal);
  const probabilities = regression.predictProba(vectorizer.transform(textsOf(validationRows))).data;
  const right = yVal.filter((label, row) => label === Number(probabilities[row] > 0.5)).length;
  return { accuracy: right / yVal.length, features: x.columns };
}
