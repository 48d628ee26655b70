import { decodeReview, syntheticReviews } from "@rnn/imdb-data";
import type { TrainingTexts } from "./training-texts.ts";

/** Made-up film reviews as texts; equal numbers and seeds give equal ones on every machine. */
export function syntheticTexts(
  count: number,
  classNames: readonly [string, string],
): TrainingTexts {
  const size = Math.ceil(count / 2);
  const reviews = syntheticReviews({ size, startChar: null });
  const { xTrain, xTest, yTrain, yTest, wordIndex } = reviews;
  const texts: string[] = [];
  for (const half of [xTrain, xTest]) {
    for (let row = 0; row < size; row++) texts.push(decodeReview(half.row(row), wordIndex));
  }
  const labels = Uint8Array.from([...yTrain.data, ...yTest.data]);
  return {
    texts: texts.slice(0, count),
    labels: labels.slice(0, count),
    classNames,
    isWritten: false,
  };
}
