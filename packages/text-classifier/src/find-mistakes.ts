import type { Labels } from "@rnn/model";
import { checkOptions, describeValue } from "@rnn/tensor/checks";
import { classifyRows, isProbability, type Probabilities, readScores } from "./read-scores.ts";

/** Options of `findMistakes`. */
export interface FindMistakesOptions {
  /** How many rows at most; default all. */
  readonly count?: number;
  /** Of two classes: rows with a probability above it are taken for the second one; default 0.5. */
  readonly threshold?: number | undefined;
}

/**
 * The rows that are taken for another class, those with the most confident probability first: a new array.
 * Of two classes a probability of 0.5 is taken for class 0, as `predict` does; of K a row is taken for the
 * first of its likeliest ones. Equally confident rows stay in order.
 *
 * @param labels a class a row, 0 to K - 1, `[N]` or `[N, 1]`
 * @param probabilities of class 1, as many, or of each of K classes, `[N, K]`, as `evaluate` takes them
 * @param options.count a whole number from 0 on; default all
 * @param options.threshold of two classes, in place of 0.5; rows far from it are the most confident
 * @throws RangeError, TypeError as `evaluate`, and for another count
 *
 * @example
 * ```ts
 * findMistakes([0, 0, 1, 1], [0.6, 0.2, 0.9, 0.1]); // => [3, 0]
 * findMistakes([0, 0, 1, 1], [0.6, 0.2, 0.9, 0.1], { count: 1 }); // => [3]
 * findMistakes([0, 1], [[0.2, 0.5, 0.3], [0.1, 0.8, 0.1]]); // => [0]
 * ```
 *
 * Python twin: none.
 */
export function findMistakes(
  labels: Labels,
  probabilities: Probabilities,
  options: FindMistakesOptions = {},
): number[] {
  checkOptions("findMistakes", options, ["count", "threshold"]);
  const { count = Number.POSITIVE_INFINITY, threshold = 0.5 } = options;
  if (!(typeof threshold === "number" && isProbability(threshold))) {
    throw new RangeError(
      `findMistakes: expected threshold to be a number from 0 to 1, got ${describeValue(threshold)}.`,
    );
  }
  if (count !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(
      `findMistakes: expected count to be a whole number from 0 on, got ${describeValue(count)}.`,
    );
  }
  const scores = readScores("findMistakes", labels, probabilities);
  const { columns } = scores;
  const predicted = classifyRows(scores, threshold);
  const confidence = (row: number): number =>
    columns === 1
      ? Math.abs(scores.probabilities[row] - threshold)
      : scores.probabilities[row * columns + predicted[row]];
  return [...scores.labels.keys()]
    .filter((row) => predicted[row] !== scores.labels[row])
    .sort((a, b) => confidence(b) - confidence(a) || a - b)
    .slice(0, count);
}
