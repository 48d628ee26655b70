import {
  type ChosenThreshold,
  measureCalibration,
  measureRejection,
  type Rejection,
  type Temperatures,
  type TrainedTextClassifier,
} from "@rnn/text-classifier";
import type { ClassifierOptions } from "../options/classifier-options.ts";
import type { Warning } from "./outcome.ts";

/** How a classifier gets from probabilities to classes, by the validation texts. */
export interface DecisionOutcome {
  /** The expected calibration errors before and after the temperatures of the parts. */
  readonly calibration: {
    readonly temperatures: Temperatures;
    readonly before: number;
    readonly after: number;
  };
  /** Null where none was asked for. */
  readonly threshold: ChosenThreshold | null;
  /** Null where no text is rejected, whatever its probability. */
  readonly rejection: Rejection | null;
}

/** @param labels those of the validation texts */
export function describeDecision(
  trained: TrainedTextClassifier,
  labels: readonly number[],
): DecisionOutcome {
  const { classifier, validationProbabilities, uncalibratedProbabilities } = trained;
  const { temperatures = {}, threshold, rejectBelow } = classifier;
  const errorOf = (probabilities: typeof validationProbabilities) =>
    measureCalibration(labels, probabilities).expectedCalibrationError;
  const [rejection = null] =
    rejectBelow === undefined
      ? []
      : measureRejection(labels, validationProbabilities, { bounds: [rejectBelow], threshold });
  return {
    calibration: {
      temperatures,
      before: errorOf(uncalibratedProbabilities),
      after: errorOf(validationProbabilities),
    },
    threshold: trained.threshold ?? null,
    rejection,
  };
}

/** What was wanted and is not reached. */
export function findDecisionWarnings(
  { threshold, classifier }: Pick<TrainedTextClassifier, "threshold" | "classifier">,
  { minPrecision, minRecall }: Pick<ClassifierOptions, "minPrecision" | "minRecall">,
): Warning[] {
  const least = minPrecision ?? minRecall;
  if (least === undefined || threshold?.isReached === true) return [];
  const [option, what] =
    minPrecision === undefined ? ["--min-recall", "recall"] : ["--min-precision", "precision"];
  const name = classifier.classNames[1];
  if (threshold === undefined) {
    const message =
      `${option}: no validation text is of the class "${name}", so that no threshold was chosen: it is 0.5. ` +
      "Give more texts of it, or a larger --validation-size.";
    return [{ code: "threshold-not-chosen", message }];
  }
  const reached = minPrecision === undefined ? threshold.recall : threshold.precision;
  const message =
    `${option}: no threshold gives the class "${name}" a ${what} of ${least} on the validation texts. ` +
    `The one that was chosen comes nearest, with ${reached.toFixed(4)}. More texts may help, or a lower ${what}.`;
  return [{ code: "threshold-not-reached", message }];
}
