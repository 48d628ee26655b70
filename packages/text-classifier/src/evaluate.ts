import type { Labels } from "@rnn/model";
import { checkOptions, describeValue } from "@rnn/tensor/checks";
import { checkWeights } from "./evaluation/check-weights.ts";
import type { Evaluation } from "./evaluation/evaluation.ts";
import { EvaluationCounts } from "./evaluation/evaluation-counts.ts";
import { isProbability, type Probabilities, readScores } from "./read-scores.ts";

/** What `evaluate` takes besides labels and probabilities. */
export interface EvaluateOptions {
  /** Of two classes: rows with a probability above it are taken for the second one; default 0.5. */
  readonly threshold?: number;
  /** How much each row counts, numbers from 0 on; default 1 each. */
  readonly weights?: ArrayLike<number> | undefined;
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
 * @param options.weights how much each row counts, as many numbers from 0 on, not all 0; default 1 each. Rows that
 *   weigh 0 are as good as not there
 * @throws RangeError for no rows, for lengths that differ, for labels that are no class, for probabilities
 *   outside [0, 1] (NaN among them) or rows that do not sum to 1, and for such a threshold or such weights. TypeError
 *   for what is not a list of numbers, and for a threshold where each class has its probability.
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
 * `roc_auc_score` with `multi_class="ovr"` and `top_k_accuracy_score` of `sklearn.metrics`, whose `sample_weight` is
 * `weights`. There 0 / 0 of a class is 0 with a warning (as in the averages here), and `log_loss` clips elsewhere.
 */
export function evaluate(
  labels: Labels,
  probabilities: Probabilities,
  options: EvaluateOptions = {},
): Evaluation {
  checkOptions("evaluate", options, ["threshold", "weights"]);
  const { threshold, weights } = options;
  checkThreshold("evaluate", threshold);
  const scores = readScores("evaluate", labels, probabilities);
  const { labels: y, classes } = scores;
  checkThreshold("evaluate", threshold, classes);
  if (weights !== undefined) checkWeights("evaluate", weights, y.length);
  const counts = new EvaluationCounts({ labels: y, classes, weights, threshold });
  counts.add(scores, 0);
  counts.rank(scores, 0);
  return counts.finish();
}

/**
 * @throws RangeError for what is not a number from 0 to 1; TypeError for a threshold of more than two classes, where
 *   each has its probability
 */
export function checkThreshold(caller: string, threshold: unknown, classes = 2): void {
  if (threshold === undefined) return;
  if (typeof threshold !== "number" || !isProbability(threshold)) {
    throw new RangeError(
      `${caller}: expected threshold to be a number from 0 to 1, got ${describeValue(threshold)}.`,
    );
  }
  if (classes === 2) return;
  throw new TypeError(
    `${caller}: expected threshold to be left out where each class has its probability, got ${threshold}.`,
  );
}
