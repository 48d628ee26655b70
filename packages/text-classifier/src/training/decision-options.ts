import { checkType } from "@rnn/tensor/checks";
import { checkGoal } from "../decision/choose-threshold.ts";
import { checkDecision } from "../decision/decision.ts";

/** How a training gets from probabilities to classes; all of it is kept in the classifier's file. */
export interface DecisionOptions {
  /**
   * Whether each part's probabilities are calibrated by a temperature where that makes the validation loss lower;
   * default true. The weights of both together calibrate them in any case.
   */
  readonly calibrate?: boolean;
  /** Of two classes: a threshold is chosen by the validation rows for this precision of the second one; default 0.5. */
  readonly minPrecision?: number;
  /** The same for this recall of the second class. */
  readonly minRecall?: number;
  /** Texts whose class has a lower probability are rejected; from 1/K on for K classes, beside a threshold from 0 on, default none. */
  readonly rejectBelow?: number;
}

export const decisionOptionNames = ["calibrate", "minPrecision", "minRecall", "rejectBelow"];

/** @throws RangeError, TypeError for options that are wrong whatever the texts */
export function checkDecisionOptions(caller: string, options: DecisionOptions): void {
  const { calibrate = true } = options;
  checkType(caller, "calibrate", calibrate, "boolean");
  goalOf(caller, options);
}

/** @throws RangeError for options that are wrong for so many classes */
export function checkForClasses(caller: string, options: DecisionOptions, classes: number): void {
  const goal = goalOf(caller, options);
  // Which threshold is not known yet, but that there will be one.
  const threshold = goal && classes === 2 ? 0.5 : undefined;
  checkDecision(caller, { rejectBelow: options.rejectBelow, threshold }, classes);
  if (goal === undefined || classes === 2) return;
  throw new RangeError(
    `${caller}: expected two classes for ${goal.name}, got ${classes}. Leave it out; rejectBelow works with any number of them.`,
  );
}

/** What is wanted of a threshold; undefined where nothing is. */
export function goalOf(caller: string, { minPrecision, minRecall }: DecisionOptions) {
  if (minPrecision === undefined && minRecall === undefined) return undefined;
  return checkGoal(caller, { minPrecision, minRecall });
}
