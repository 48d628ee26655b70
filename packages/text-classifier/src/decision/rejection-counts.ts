import { checkOptions, describeValue } from "@rnn/tensor/checks";
import { checkThreshold } from "../evaluate.ts";
import {
  classifyRows,
  isProbability,
  type Probabilities,
  probabilityOfClass,
  readScores,
} from "../read-scores.ts";
import type { Rejection } from "./measure-rejection.ts";

/** Which rows are counted, and how. */
export interface RejectionCountsOptions {
  /** Rows whose class has a lower probability are rejected. */
  readonly below: number;
  /** Of two classes: rows with a probability above it are taken for the second one; default 0.5. */
  readonly threshold?: number | undefined;
}

/**
 * What `measureRejection` gives for one bound, for more rows than memory holds: they are given some at a time.
 *
 * @throws RangeError, TypeError for bounds that are not numbers from 0 to 1
 *
 * @example
 * ```ts
 * const counts = new RejectionCounts({ below: 0.7 });
 * counts.add([0, 1], [0.1, 0.4]);
 * counts.add([1, 1], [0.6, 0.9]);
 * counts.finish(); // => { below: 0.7, rejected: 2, share: 0.5, accuracy: 1 }
 * ```
 */
export class RejectionCounts {
  readonly #options: RejectionCountsOptions;
  #rejected = 0;
  /** Weights: of all rows, of those that are kept, and of those of these that are right. */
  #all = 0;
  #kept = 0;
  #right = 0;

  constructor(options: RejectionCountsOptions) {
    checkOptions("RejectionCounts", options, ["below", "threshold"]);
    checkBound(options.below);
    checkThreshold("RejectionCounts", options.threshold);
    this.#options = options;
  }

  /**
   * Takes the next rows.
   * @param weights how much each counts; default 1
   * @throws RangeError, TypeError as `evaluate`
   */
  add(labels: ArrayLike<number>, probabilities: Probabilities, weights?: ArrayLike<number>): void {
    const { below, threshold } = this.#options;
    const scores = readScores("RejectionCounts.add", labels, probabilities);
    const taken = classifyRows(scores, threshold);
    for (let n = 0; n < taken.length; n++) {
      const weight = weights?.[n] ?? 1;
      this.#all += weight;
      if (probabilityOfClass(scores, n, taken[n]) < below) {
        this.#rejected++;
        continue;
      }
      this.#kept += weight;
      if (taken[n] === scores.labels[n]) this.#right += weight;
    }
  }

  /** The share of rows rejected, and the accuracy of the rest. */
  finish(): Rejection {
    return {
      below: this.#options.below,
      rejected: this.#rejected,
      share: (this.#all - this.#kept) / this.#all,
      accuracy: this.#kept === 0 ? null : this.#right / this.#kept,
    };
  }
}

function checkBound(below: unknown): void {
  if (typeof below === "number" && isProbability(below)) return;
  throw new RangeError(
    `RejectionCounts: expected below to be a number from 0 to 1, got ${describeValue(below)}.`,
  );
}
