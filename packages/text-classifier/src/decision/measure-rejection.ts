import type { Labels } from "@rnn/model";
import { checkOptions, describeValue } from "@rnn/tensor/checks";
import {
  classifyRows,
  isProbability,
  type Probabilities,
  probabilityOfClass,
  readScores,
} from "../read-scores.ts";

/** What becomes of rows where those that a classifier is not sure of are rejected. */
export interface Rejection {
  /** Rows whose class has a lower probability are rejected. */
  readonly below: number;
  /** How many rows are rejected. */
  readonly rejected: number;
  /** The share of all rows that are. */
  readonly share: number;
  /** Of the others, the share that are of the class that they are taken for; null where all are rejected. */
  readonly accuracy: number | null;
}

/** What `measureRejection` takes besides labels and probabilities. */
export interface MeasureRejectionOptions {
  /** The bounds, each from 0 to 1; default up to 100 that reject about the same number of rows more each. */
  readonly bounds?: readonly number[];
  /** Of two classes: rows with a probability above it are taken for the second one; default 0.5. */
  readonly threshold?: number | undefined;
}

/** As many as a curve has points. */
const mostBounds = 100;

/**
 * The share of rows that each bound rejects, and the accuracy of the rest, from the lowest bound on: how much surer a
 * classifier is where it may say "not sure".
 *
 * @param labels a class a row, 0 to K - 1
 * @param probabilities as many, of class 1, `[N]`, or of each class, `[N, K]`, as `evaluate` takes them
 * @throws RangeError, TypeError as `evaluate`, and for bounds that are not numbers from 0 to 1
 *
 * @example
 * ```ts
 * const probabilities = [0.1, 0.4, 0.6, 0.9];
 * const [half] = measureRejection([0, 1, 1, 1], probabilities, { bounds: [0.7] });
 * half; // => { below: 0.7, rejected: 2, share: 0.5, accuracy: 1 }
 * measureRejection([0, 1, 1, 1], probabilities).map(({ accuracy }) => accuracy); // => [0.75, 1]
 * ```
 *
 * Python twin: none. (El-Yaniv and Wiener, On the foundations of noise-free selective classification, 2010, call it a
 * risk-coverage curve.)
 */
export function measureRejection(
  labels: Labels,
  probabilities: Probabilities,
  options: MeasureRejectionOptions = {},
): Rejection[] {
  checkOptions("measureRejection", options, ["bounds", "threshold"]);
  const { bounds, threshold } = options;
  const strange = [...(bounds ?? []), threshold ?? 0].find(
    (value) => !(typeof value === "number" && isProbability(value)),
  );
  if (strange !== undefined) {
    throw new RangeError(
      `measureRejection: expected bounds and threshold to be numbers from 0 to 1, got ${describeValue(strange)}.`,
    );
  }
  const scores = readScores("measureRejection", labels, probabilities);
  const taken = classifyRows(scores, threshold);
  const count = taken.length;
  const confidences = Float64Array.from(taken, (label, n) => probabilityOfClass(scores, n, label));
  const surestFirst = Array.from(confidences.keys()).sort(
    (a, b) => confidences[b] - confidences[a],
  );
  // At [n], how many of the n surest rows are right.
  const right = new Float64Array(count + 1);
  for (const [n, row] of surestFirst.entries()) {
    right[n + 1] = right[n] + Number(taken[row] === scores.labels[row]);
  }
  const rising = confidences.toSorted();
  const wanted = bounds === undefined ? spreadBounds(rising) : [...bounds].sort((a, b) => a - b);
  return wanted.map((below) => {
    const rejected = countBelow(rising, below);
    const kept = count - rejected;
    const accuracy = kept === 0 ? null : right[kept] / kept;
    return { below, rejected, share: rejected / count, accuracy };
  });
}

/** Different ones of the sorted confidences, evenly spread over the rows, from the lowest on. */
function spreadBounds(rising: Float64Array): number[] {
  const points = Math.min(mostBounds, rising.length);
  return [
    ...new Set(
      Array.from({ length: points }, (_, i) => rising[Math.floor((i * rising.length) / points)]),
    ),
  ];
}

/** How many of the sorted values are below a bound. */
function countBelow(rising: Float64Array, bound: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
