import type { Labels } from "@rnn/model";
import type { DType, Tensor } from "@rnn/tensor";
import { checkOptions, describeValue } from "@rnn/tensor/checks";
import { readScores } from "./read-scores.ts";

/** Options of `findMistakes`. */
export interface FindMistakesOptions {
  /** How many rows at most; default all. */
  readonly count?: number;
}

/**
 * The rows that are taken for the other class, those with the most confident probability first: a new
 * array. A probability of 0.5 is taken for class 0, as `predict` does; equally confident rows stay in order.
 *
 * @param labels 0 or 1 a row, `[N]` or `[N, 1]`
 * @param probabilities of class 1, as many, each from 0 to 1
 * @param options.count a whole number from 0 on; default all
 * @throws RangeError, TypeError as `evaluate`, and for another count
 *
 * @example
 * ```ts
 * findMistakes([0, 0, 1, 1], [0.6, 0.2, 0.9, 0.1]); // => [3, 0]
 * findMistakes([0, 0, 1, 1], [0.6, 0.2, 0.9, 0.1], { count: 1 }); // => [3]
 * ```
 *
 * Python twin: none.
 */
export function findMistakes(
  labels: Labels,
  probabilities: Tensor<DType> | ArrayLike<number>,
  options: FindMistakesOptions = {},
): number[] {
  checkOptions("findMistakes", options, ["count"]);
  const { count = Number.POSITIVE_INFINITY } = options;
  if (count !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(
      `findMistakes: expected count to be a whole number from 0 on, got ${describeValue(count)}.`,
    );
  }
  const scores = readScores("findMistakes", labels, probabilities);
  const confidence = (row: number): number => Math.abs(scores.probabilities[row] - 0.5);
  return [...scores.labels.keys()]
    .filter((row) => Number(scores.probabilities[row] > 0.5) !== scores.labels[row])
    .sort((a, b) => confidence(b) - confidence(a) || a - b)
    .slice(0, count);
}
