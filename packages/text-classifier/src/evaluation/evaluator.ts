import { Tensor } from "@rnn/tensor";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import { checkThreshold } from "../evaluate.ts";
import { checkLabels, type Probabilities, readScores, type Scores } from "../read-scores.ts";
import { checkWeights } from "./check-weights.ts";
import type { Evaluation } from "./evaluation.ts";
import { type EvaluatedRows, EvaluationCounts } from "./evaluation-counts.ts";

/** What an `Evaluator` takes besides labels. */
export interface EvaluatorOptions {
  /** How many classes there are; default 2. */
  readonly classes?: number;
  /** As for `evaluate`. */
  readonly weights?: ArrayLike<number> | undefined;
  /** As for `evaluate`. */
  readonly threshold?: number | undefined;
  /** Up to so many probabilities are kept, and need not be given again; default 16,777,216. */
  readonly keptProbabilities?: number;
}

/** So many probabilities are kept, so that rows of ordinary data are given once. */
const usuallyKept = 2 ** 24;

/**
 * What `evaluate` gives, to the bit, for more probabilities than memory holds: they are given some rows at a time, in
 * order, first to `add` and, where `needsRanking` then says so, all of them once more to `rank`. Of more than
 * `keptProbabilities` a few numbers a row are kept.
 *
 * @param labels of all rows, 0 to `classes` - 1
 * @throws RangeError, TypeError as `evaluate`
 *
 * @example
 * ```ts
 * const evaluator = new Evaluator([0, 0, 1, 1]);
 * evaluator.add([0.1, 0.6]);
 * evaluator.add([0.4, 0.9]);
 * evaluator.needsRanking; // => false
 * evaluator.evaluation().rocAuc; // => 0.75
 * ```
 */
export class Evaluator {
  /** Whether each row was taken for what it is, 1 or 0; 0 of those that are not added yet. */
  readonly right: Uint8Array;
  readonly rows: EvaluatedRows;
  readonly #columns: number;
  readonly #counts: EvaluationCounts;
  readonly #kept: Float64Array<ArrayBuffer> | undefined;
  #added = 0;
  #ranked = 0;

  constructor(labels: ArrayLike<number>, options: EvaluatorOptions = {}) {
    const caller = "Evaluator";
    checkOptions(caller, options, ["classes", "weights", "threshold", "keptProbabilities"]);
    const { classes = 2, weights, threshold, keptProbabilities = usuallyKept } = options;
    checkWhole(caller, "classes", classes, 2);
    checkWhole(caller, "keptProbabilities", keptProbabilities, 0);
    checkThreshold(caller, threshold, classes);
    if (weights !== undefined) checkWeights(caller, weights, labels.length);
    checkLabels(caller, labels, classes);
    this.rows = { labels, classes, weights, threshold };
    this.#columns = classes === 2 ? 1 : classes;
    this.#counts = new EvaluationCounts(this.rows);
    this.right = new Uint8Array(labels.length);
    const size = labels.length * this.#columns;
    this.#kept = size <= keptProbabilities ? new Float64Array(size) : undefined;
  }

  /**
   * Takes the probabilities of the next rows: `[n]`, of more than two classes `[n, K]`.
   * @throws RangeError, TypeError as `evaluate`, and where there are more rows than labels
   */
  add(probabilities: Probabilities): void {
    const start = this.#added;
    const scores = this.#read("add", probabilities, start);
    const taken = this.#counts.add(scores, start);
    for (let n = 0; n < taken.length; n++) {
      this.right[start + n] = Number(taken[n] === scores.labels[n]);
    }
    this.#kept?.set(scores.probabilities, start * this.#columns);
    this.#added += taken.length;
    if (this.#kept === undefined || this.#added < this.right.length) return;
    const labels = Float64Array.from(this.rows.labels);
    this.#counts.rank({ ...scores, labels, probabilities: this.#kept }, 0);
    this.#ranked = this.#added;
  }

  /** Whether all rows must be given once more, to `rank`. */
  get needsRanking(): boolean {
    return this.#ranked < this.right.length;
  }

  /**
   * Takes the probabilities of the next rows again, once all of them are added.
   * @throws RangeError, TypeError as `add`, and where not all rows are added
   */
  rank(probabilities: Probabilities): void {
    this.#checkAll("rank", "added", this.#added);
    const scores = this.#read("rank", probabilities, this.#ranked);
    this.#counts.rank(scores, this.#ranked);
    this.#ranked += scores.labels.length;
  }

  /**
   * The evaluation of all rows.
   * @throws RangeError where not all are added, or not all are ranked that must be
   */
  evaluation(): Evaluation {
    this.#checkAll("evaluation", "added", this.#added);
    this.#checkAll("evaluation", "ranked", this.#ranked);
    return this.#counts.finish();
  }

  #read(method: string, given: Probabilities, start: number): Scores {
    const caller = `Evaluator.${method}`;
    const rows = given instanceof Tensor ? given.shape[0] : (given?.length ?? 0);
    const { labels, classes } = this.rows;
    if (start + rows > labels.length) {
      throw new RangeError(
        `${caller}: expected probabilities of ${labels.length} rows in all, got ${start + rows}.`,
      );
    }
    const own = Float64Array.from({ length: rows }, (_, n) => labels[start + n]);
    const scores = readScores(caller, own, given);
    if (scores.classes === classes) return scores;
    throw new RangeError(
      `${caller}: expected probabilities of ${classes} classes, got those of ${scores.classes}.`,
    );
  }

  #checkAll(method: string, done: string, count: number): void {
    const { length } = this.right;
    if (count === length) return;
    throw new RangeError(
      `Evaluator.${method}: expected all ${length} rows to be ${done}, got ${count}.`,
    );
  }
}
