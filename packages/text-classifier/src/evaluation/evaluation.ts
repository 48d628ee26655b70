import type { ClassEvaluation, ScoreAverages } from "../confusion.ts";

/** How well probabilities tell classes apart. */
export interface Evaluation {
  /** How many rows. */
  readonly count: number;
  /** The sum of the weights; undefined where every row counts once. In the following, rows count as much as these say. */
  readonly weight?: number;
  /** The share of rows that are taken for what they are. */
  readonly accuracy: number;
  /**
   * The mean cross-entropy, the logarithm of the probability of each row's own class; probabilities are
   * clipped to [1e-10, 1 - 1e-10], as in the network of the chapter.
   */
  readonly loss: number;
  /**
   * Counts of rows, `[K][K]`: a row a true class, a column the class that it was taken for; of two classes
   * `[[tn, fp], [fn, tp]]`.
   */
  readonly confusion: readonly (readonly number[])[];
  /** Each class by itself. */
  readonly classes: readonly ClassEvaluation[];
  /** Of all classes together. */
  readonly averages: ScoreAverages;
  /**
   * The area under the receiver operating characteristic: the chance that a row of the second class has a
   * higher probability than one of the first, equal ones counted half. Of more than two classes, the mean of
   * `rocAucs` over those that are defined. Null where none is.
   */
  readonly rocAuc: number | null;
  /** The area of each class against all others. Null where a class has no rows, or all of them. */
  readonly rocAucs: readonly (number | null)[];
  /**
   * At [k - 1] the share of rows whose class is among their k likeliest, for k up to 5 and the number of
   * classes. The first one is the accuracy.
   */
  readonly topAccuracies: readonly number[];
  /**
   * How far probabilities are from what they say, as `measureCalibration` has it: over 15 bins of equal width of the
   * probability of the likeliest class.
   */
  readonly expectedCalibrationError: number;
}
