import type { Labels } from "@rnn/model";
import { checkOptions, describeValue } from "@rnn/tensor/checks";
import { type Probabilities, readScores } from "../read-scores.ts";

/** What is wanted of the second of two classes: one of the two. */
export interface ThresholdGoal {
  /** The least share, of the texts taken for the class, of those that are of it; above 0, at most 1. */
  readonly minPrecision?: number | undefined;
  /** The least share, of the texts of the class, of those that are taken for it; above 0, at most 1. */
  readonly minRecall?: number | undefined;
}

/** A threshold and what the second class comes to by it, on the rows that it was chosen by. */
export interface ChosenThreshold {
  /** Rows with a probability above it are taken for the second class. */
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  /** Whether they are what was wanted; if not, no threshold gives it, and this one comes nearest. */
  readonly isReached: boolean;
}

/**
 * The threshold for a precision or recall of the second of two classes: of those that give the precision, the one with
 * the highest recall; of those that give the recall, the one with the highest precision. It lies halfway between the
 * probabilities of two rows. Choose it by rows that the classifier was not trained on.
 *
 * @param labels 0 or 1 a row
 * @param probabilities as many, of class 1, `[N]` or `[N, 1]`
 * @returns undefined where no row is of class 1
 * @throws RangeError, TypeError as `evaluate`, for more than two classes, and for a goal that is not one number above 0
 *   and at most 1
 *
 * @example
 * ```ts
 * const [labels, probabilities] = [[0, 1, 0, 1, 1], [0.1, 0.3, 0.5, 0.6, 0.9]];
 * chooseThreshold(labels, probabilities, { minPrecision: 0.95 });
 * // => { threshold: 0.55, precision: 1, recall: 0.667, isReached: true }
 * chooseThreshold(labels, probabilities, { minRecall: 0.9 })?.precision; // => 0.75
 * ```
 *
 * Python twin: `TunedThresholdClassifierCV`, or `precision_recall_curve` and a search in it, of scikit-learn.
 */
export function chooseThreshold(
  labels: Labels,
  probabilities: Probabilities,
  goal: ThresholdGoal,
): ChosenThreshold | undefined {
  const { name, least } = checkGoal("chooseThreshold", goal);
  const scores = readScores("chooseThreshold", labels, probabilities);
  if (scores.columns > 1) {
    throw new RangeError(
      `chooseThreshold: expected probabilities of two classes, [N], got those of ${scores.columns}.`,
    );
  }
  const candidates = listThresholds(scores.labels, scores.probabilities);
  const [wanted, other] =
    name === "minPrecision"
      ? (["precision", "recall"] as const)
      : (["recall", "precision"] as const);
  const reached = candidates.filter((each) => each[wanted] >= least);
  const isReached = reached.length > 0;
  const [first, second] = isReached ? [other, wanted] : [wanted, other];
  const [best] = (isReached ? reached : candidates).sort(
    (a, b) => b[first] - a[first] || b[second] - a[second],
  );
  return best && { ...best, isReached };
}

/** @throws RangeError, TypeError for what is not one of the two */
export function checkGoal(
  caller: string,
  goal: ThresholdGoal,
): { readonly name: "minPrecision" | "minRecall"; readonly least: number } {
  checkOptions(caller, goal, ["minPrecision", "minRecall"]);
  const { minPrecision, minRecall } = goal;
  if ((minPrecision === undefined) === (minRecall === undefined)) {
    throw new TypeError(
      `${caller}: expected minPrecision or minRecall, got ${minRecall === undefined ? "neither" : "both"}.`,
    );
  }
  const name = minRecall === undefined ? "minPrecision" : "minRecall";
  const least: unknown = goal[name];
  if (typeof least === "number" && least > 0 && least <= 1) return { name, least };
  throw new RangeError(
    `${caller}: expected ${name} to be a number above 0 and at most 1, got ${describeValue(least)}.`,
  );
}

/** A threshold below each different probability, with what it gives, the highest first; none without a row of class 1. */
function listThresholds(
  labels: Float64Array,
  probabilities: Float64Array,
): Omit<ChosenThreshold, "isReached">[] {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0) return [];
  const order = Array.from(labels.keys()).sort((a, b) => probabilities[b] - probabilities[a]);
  const found: Omit<ChosenThreshold, "isReached">[] = [];
  let right = 0;
  for (const [n, row] of order.entries()) {
    right += labels[row];
    const own = probabilities[row];
    const next = n + 1 < order.length ? probabilities[order[n + 1]] : 0;
    if (next === own) continue;
    const threshold = halfway(next, own);
    found.push({ threshold, precision: right / (n + 1), recall: right / positives });
  }
  return found;
}

/** Halfway, but below the upper one, also where no number lies between. */
function halfway(lower: number, upper: number): number {
  const middle = (lower + upper) / 2;
  return middle < upper ? middle : lower;
}
