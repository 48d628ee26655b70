/** What a report says of how far probabilities can be trusted. */
import { measureCalibration, measureRejection, type Rejection } from "@rnn/text-classifier";

/** Whether probabilities mean what they say. */
export interface ReportedCalibration {
  /** By what the logits are divided; null where they are not. */
  readonly temperature: number | null;
  /** Whether a network and n-grams are put together by weights that calibrate them. */
  readonly isCombined: boolean;
  readonly after: ReportedReliability;
  /** Before the probabilities were calibrated; null where they are not, or nothing is known of it. */
  readonly before: ReportedReliability | null;
}

/** The reliability diagram, and the expected calibration error over its bins. */
export interface ReportedReliability {
  readonly error: number;
  /** Those of 15 of equal width that have texts. */
  readonly bins: readonly {
    /** The mean probability of the likeliest classes. */
    readonly confidence: number;
    /** The share of texts whose likeliest class is the right one. */
    readonly accuracy: number;
    readonly count: number;
  }[];
}

/** A threshold that was chosen for a precision or recall of the second of two classes, on the validation texts. */
export interface ReportedThreshold {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

/** What becomes of the texts of the evaluation where those that are not sure are rejected. */
export interface ReportedRejection {
  /** The classifier's own bound; null where it has none. */
  readonly below: number | null;
  /** From no text rejected on. */
  readonly curve: readonly Rejection[];
  /** The classifier's own bound and some round ones, from the lowest on. */
  readonly bounds: readonly Rejection[];
}

type Rows = Parameters<typeof measureCalibration>[1];

/** The reliability diagram of probabilities. */
export function reliabilityOf(labels: ArrayLike<number>, probabilities: Rows): ReportedReliability {
  const { expectedCalibrationError, bins } = measureCalibration(labels, probabilities);
  return {
    error: expectedCalibrationError,
    bins: bins.flatMap(({ confidence, accuracy, count }) =>
      confidence === null || accuracy === null ? [] : [{ confidence, accuracy, count }],
    ),
  };
}

const roundBounds = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/** @param below the classifier's own bound, of so many classes */
export function rejectionOf(
  labels: ArrayLike<number>,
  probabilities: Rows,
  { below, threshold, classes }: RejectingClassifier,
): ReportedRejection {
  const all = [...roundBounds, ...(below === undefined ? [] : [below])];
  const bounds = [...new Set(all)].filter((bound) => bound > 1 / classes || bound === below);
  return {
    below: below ?? null,
    curve: measureRejection(labels, probabilities, { threshold }),
    bounds: measureRejection(labels, probabilities, { bounds, threshold }),
  };
}

/** How a classifier rejects. */
interface RejectingClassifier {
  readonly below: number | undefined;
  readonly threshold: number | undefined;
  readonly classes: number;
}
