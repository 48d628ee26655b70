import { crossEntropy, type Labels } from "@rnn/model";
import { checkOptions, describeValue } from "@rnn/tensor/checks";
import {
  averageScores,
  type ClassEvaluation,
  countConfusion,
  type ScoreAverages,
  scoreClasses,
} from "./confusion.ts";
import { calibrationOf } from "./decision/measure-calibration.ts";
import {
  classifyRows,
  isProbability,
  type Probabilities,
  probabilitiesOf,
  readScores,
  type Scores,
} from "./read-scores.ts";
import { rocAuc } from "./roc-auc.ts";
import { topAccuracies } from "./top-accuracies.ts";

/** What `evaluate` takes besides labels and probabilities. */
export interface EvaluateOptions {
  /** Of two classes: rows with a probability above it are taken for the second one; default 0.5. */
  readonly threshold?: number;
}

/** How well probabilities tell classes apart. */
export interface Evaluation {
  /** How many rows. */
  readonly count: number;
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

/**
 * How well probabilities agree with the labels.
 *
 *   precision = tp / (tp + fp)        recall = tp / (tp + fn)        f1 = 2 tp / (2 tp + fp + fn)
 *
 * each null where it would be 0 / 0; f1 is 0 where a class has rows and none of them was found.
 *
 * @param labels a class a row, 0 to K - 1, `[N]` or `[N, 1]`
 * @param probabilities as many, each from 0 to 1, as `predictProba` gives them: of two classes that of class
 *   1, `[N]` or `[N, 1]`; of K classes that of each, `[N, K]`, a row summing to 1
 * @param options.threshold of two classes, from 0 to 1, default 0.5. A probability equal to it is taken for
 *   class 0, as `predict` does; of K classes a row is taken for the first of its likeliest ones
 * @throws RangeError for no rows, for lengths that differ, for labels that are no class, for probabilities
 *   outside [0, 1] (NaN among them) or rows that do not sum to 1, and for such a threshold. TypeError for
 *   what is not a list of numbers, and for a threshold where each class has its probability.
 *
 * @example
 * ```ts
 * const { accuracy, confusion, classes, rocAuc } = evaluate([0, 0, 1, 1], [0.1, 0.6, 0.4, 0.9]);
 * accuracy; // => 0.5
 * confusion; // => [[1, 1], [1, 1]]
 * classes[1]; // => { precision: 0.5, recall: 0.5, f1: 0.5, support: 2 }
 * rocAuc; // => 0.75
 *
 * const ofThree = evaluate([0, 1, 2], [[0.8, 0.1, 0.1], [0.5, 0.3, 0.2], [0.1, 0.2, 0.7]]);
 * ofThree.confusion; // => [[1, 0, 0], [1, 0, 0], [0, 0, 1]]
 * ofThree.topAccuracies; // => [0.667, 1, 1]
 * ofThree.averages.macro.recall; // => 0.667
 * ```
 *
 * Python twin: `accuracy_score`, `log_loss`, `confusion_matrix`, `precision_recall_fscore_support`,
 * `roc_auc_score` with `multi_class="ovr"` and `top_k_accuracy_score` of `sklearn.metrics`. There 0 / 0 of a
 * class is 0 with a warning (as in the averages here), and `log_loss` clips elsewhere.
 */
export function evaluate(
  labels: Labels,
  probabilities: Probabilities,
  options: EvaluateOptions = {},
): Evaluation {
  checkOptions("evaluate", options, ["threshold"]);
  const { threshold } = options;
  if (threshold !== undefined && (typeof threshold !== "number" || !isProbability(threshold))) {
    throw new RangeError(
      `evaluate: expected threshold to be a number from 0 to 1, got ${describeValue(threshold)}.`,
    );
  }
  const scores = readScores("evaluate", labels, probabilities);
  if (threshold !== undefined && scores.columns > 1) {
    throw new TypeError(
      `evaluate: expected threshold to be left out where each class has its probability, got ${threshold}.`,
    );
  }
  const { labels: y, classes } = scores;
  const confusion = countConfusion(y, classifyRows(scores, threshold), classes);
  const accuracy = confusion.reduce((sum, row, k) => sum + row[k], 0) / y.length;
  const ofClasses = scoreClasses(confusion);
  const areas = areasOf(scores);
  return {
    count: y.length,
    accuracy,
    loss: meanLoss(scores),
    confusion,
    classes: ofClasses,
    averages: averageScores(ofClasses, accuracy),
    rocAuc: meanOf(areas.filter((area) => area !== null)),
    rocAucs: areas,
    topAccuracies: topAccuracies(scores, accuracy),
    expectedCalibrationError: calibrationOf(scores).expectedCalibrationError,
  };
}

function meanLoss({ labels, columns, probabilities }: Scores): number {
  let sum = 0;
  for (let n = 0; n < labels.length; n++) {
    sum +=
      columns === 1
        ? crossEntropy(probabilities[n], labels[n])
        : crossEntropy(probabilities[n * columns + labels[n]], 1);
  }
  return sum / labels.length;
}

function areasOf(scores: Scores): (number | null)[] {
  const { labels, classes } = scores;
  const areaOf = (label: number): number | null =>
    rocAuc(probabilitiesOf(scores, label), (row) => labels[row] === label);
  // Of two classes one area is the other's.
  if (classes === 2) return Array<number | null>(2).fill(areaOf(1));
  return Array.from({ length: classes }, (_, label) => areaOf(label));
}

function meanOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
