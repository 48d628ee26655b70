import { crossEntropy, type Labels } from "@rnn/model";
import type { DType, Tensor } from "@rnn/tensor";
import { checkOptions, describeValue } from "@rnn/tensor/checks";
import { isProbability, readScores } from "./read-scores.ts";
import { rocAuc } from "./roc-auc.ts";

/** What `evaluate` takes besides labels and probabilities. */
export interface EvaluateOptions {
  /** Rows with a probability above it are taken for the second class; default 0.5. */
  readonly threshold?: number;
}

/** How one class was distinguished from the other. */
export interface ClassEvaluation {
  /** Of the rows taken for this class, the share that is of it; null where none was taken for it. */
  readonly precision: number | null;
  /** Of the rows of this class, the share that was taken for it; null where there is none. */
  readonly recall: number | null;
  /** The harmonic mean of both; null where no row is of this class or was taken for it. */
  readonly f1: number | null;
  /** How many rows are of this class. */
  readonly support: number;
}

/** How well probabilities tell two classes apart. */
export interface Evaluation {
  /** How many rows. */
  readonly count: number;
  /** The share of rows that are taken for what they are. */
  readonly accuracy: number;
  /** The mean binary cross-entropy, as the network has it: probabilities clipped to [1e-10, 1 - 1e-10]. */
  readonly loss: number;
  /** Counts of rows, `[[tn, fp], [fn, tp]]`: a row a true class, a column a predicted one. */
  readonly confusion: readonly [readonly [number, number], readonly [number, number]];
  /** Each class by itself. */
  readonly classes: readonly [ClassEvaluation, ClassEvaluation];
  /**
   * The area under the receiver operating characteristic: the chance that a row of the second class has a
   * higher probability than one of the first, equal ones counted half. Null where a class has no rows.
   */
  readonly rocAuc: number | null;
}

/**
 * How well the probabilities of the second class agree with the labels.
 *
 *   precision = tp / (tp + fp)        recall = tp / (tp + fn)        f1 = 2 tp / (2 tp + fp + fn)
 *
 * each null where it would be 0 / 0; f1 is 0 where a class has rows and none of them was found.
 *
 * @param labels 0 or 1 a row, `[N]` or `[N, 1]`
 * @param probabilities of class 1, as many, each from 0 to 1: what `predictProba` gives
 * @param options.threshold from 0 to 1, default 0.5. A probability equal to it is taken for class 0, as
 *   `predict` does
 * @throws RangeError for no rows, for lengths that differ, for labels other than 0 and 1, for probabilities
 *   outside [0, 1] (NaN among them), and for such a threshold. TypeError for what is not a list of numbers.
 *
 * @example
 * ```ts
 * const { accuracy, confusion, classes, rocAuc } = evaluate([0, 0, 1, 1], [0.1, 0.6, 0.4, 0.9]);
 * accuracy; // => 0.5
 * confusion; // => [[1, 1], [1, 1]]
 * classes[1]; // => { precision: 0.5, recall: 0.5, f1: 0.5, support: 2 }
 * rocAuc; // => 0.75
 * ```
 *
 * Python twin: `accuracy_score`, `log_loss`, `confusion_matrix`, `precision_recall_fscore_support` and
 * `roc_auc_score` of `sklearn.metrics`. There 0 / 0 is 0 with a warning, and `log_loss` clips elsewhere.
 */
export function evaluate(
  labels: Labels,
  probabilities: Tensor<DType> | ArrayLike<number>,
  options: EvaluateOptions = {},
): Evaluation {
  checkOptions("evaluate", options, ["threshold"]);
  const { threshold = 0.5 } = options;
  if (typeof threshold !== "number" || !isProbability(threshold)) {
    throw new RangeError(
      `evaluate: expected threshold to be a number from 0 to 1, got ${describeValue(threshold)}.`,
    );
  }
  const { labels: y, probabilities: p } = readScores("evaluate", labels, probabilities);

  const confusion: [[number, number], [number, number]] = [
    [0, 0],
    [0, 0],
  ];
  let loss = 0;
  for (let n = 0; n < y.length; n++) {
    confusion[y[n]][Number(p[n] > threshold)]++;
    loss += crossEntropy(p[n], y[n]);
  }
  const [[tn, fp], [fn, tp]] = confusion;
  return {
    count: y.length,
    accuracy: (tn + tp) / y.length,
    loss: loss / y.length,
    confusion,
    classes: [classOf(tn, fn, fp), classOf(tp, fp, fn)],
    rocAuc: rocAuc(y, p),
  };
}

/** @param right rows found @param wrong others taken for them @param missed rows not found */
function classOf(right: number, wrong: number, missed: number): ClassEvaluation {
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    precision: share(right, right + wrong),
    recall: share(right, right + missed),
    f1: share(2 * right, 2 * right + wrong + missed),
    support: right + missed,
  };
}
