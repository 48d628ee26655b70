import {
  type Evaluation,
  evaluate,
  findConfusions,
  type TextClassifier,
} from "@rnn/text-classifier";
import { chooseTracedRows, readRows, type ScoredRow } from "./chosen-rows.ts";
import { rejectionOf, reliabilityOf } from "./report-calibration.ts";
import {
  type ProbabilityHistogram,
  type ReportData,
  type ReportedEvaluation,
  reportFormat,
  type WordTrace,
} from "./report-data.ts";
import { traceText } from "./trace-text.ts";

/** What there is to report of a run. */
export interface FinishedRun
  extends Pick<
    ReportData,
    "title" | "status" | "config" | "versions" | "data" | "warnings" | "history" | "chapter"
  > {
  readonly scored: ScoredTexts;
  /** Follows single texts word by word; without one, the report has no such part. */
  readonly classifier: TextClassifier | undefined;
  /** Of a classifier of several parts, how each does; default none. */
  readonly comparisons?: ReportData["comparisons"] | undefined;
  /** Whether the classifier was trained once more on all texts after it was validated; default false. */
  readonly refitted?: boolean | undefined;
  /** The threshold that was chosen for a precision or recall; default none. */
  readonly threshold?: ReportData["threshold"];
}

/** The texts that a run is scored with. */
export interface ScoredTexts {
  readonly of: "test" | "validation";
  /** 0 to K - 1 a text. */
  readonly labels: ArrayLike<number>;
  /** Of class 1, one a text; of K classes more than two K a text, one text after the other. */
  readonly probabilities: Float64Array;
  /** The same before they were calibrated; default that they are not, or that it is not known. */
  readonly uncalibrated?: Float64Array | undefined;
  /** A text as it was written, or undefined where that is not known. */
  readonly writtenText: (row: number) => string | undefined;
  /** What the network was given of a text, as words with a space between. */
  readonly knownText: (row: number) => string;
}

const bins = 20;
/** A larger confusion matrix is left out, and of the pairs of classes so many are kept. */
const mostClasses = 100;
const mostConfusions = 100;

/** All that a report shows but the times; equal runs give equal reports. */
export function makeReport({ scored, classifier, ...run }: FinishedRun): ReportData {
  const { of, labels, probabilities, uncalibrated } = scored;
  const classes = run.data.classNames.length;
  const rowsOf = (given: Float64Array) =>
    classes === 2
      ? given
      : Array.from(labels, (_, row) => given.subarray(row * classes, (row + 1) * classes));
  const threshold = classifier?.threshold;
  const given = rowsOf(probabilities);
  const evaluation = evaluate(labels, given, threshold === undefined ? {} : { threshold });
  const rows = readRows(labels, probabilities, { classes, threshold });
  const below = classifier?.rejectBelow;
  return {
    format: reportFormat,
    title: run.title,
    status: run.status,
    config: run.config,
    versions: run.versions,
    data: run.data,
    warnings: run.warnings,
    history: run.history,
    chapter: run.chapter,
    ...(run.refitted === true && { refitted: true }),
    evaluation: { of, ...shortenEvaluation(evaluation) },
    calibration: {
      temperature: (classifier && classifier.temperatures?.[classifier.model]) ?? null,
      isCombined: classifier?.model === "both",
      after: reliabilityOf(labels, given),
      before: uncalibrated === undefined ? null : reliabilityOf(labels, rowsOf(uncalibrated)),
    },
    ...(run.threshold && { threshold: run.threshold }),
    rejection: rejectionOf(labels, given, { below, threshold, classes }),
    comparisons: run.comparisons ?? [],
    histogram: countProbabilities(rows, classes),
    traces: classifier ? traceRows(classifier, scored, rows) : [],
  };
}

/** The evaluation without a matrix that is too large to keep. */
function shortenEvaluation({ confusion, ...figures }: Evaluation): Omit<ReportedEvaluation, "of"> {
  return {
    ...figures,
    confusion: confusion.length > mostClasses ? null : confusion,
    confusions: findConfusions(confusion).slice(0, mostConfusions),
  };
}

function countProbabilities(rows: readonly ScoredRow[], classes: number): ProbabilityHistogram {
  const counts = [Array<number>(bins).fill(0), Array<number>(bins).fill(0)] as const;
  for (const { label, readAs, probability } of rows) {
    const which = classes === 2 ? label : Number(readAs === label);
    counts[which][Math.min(bins - 1, Math.floor(probability * bins))]++;
  }
  return { bins, counts: [counts[0], counts[1]] };
}

function traceRows(
  classifier: TextClassifier,
  { writtenText, knownText }: ScoredTexts,
  rows: readonly ScoredRow[],
): WordTrace[] {
  return Array.from(
    chooseTracedRows(rows, classifier.classNames.length),
    ({ row, label, readAs }) => {
      const written = writtenText(row);
      return {
        ...(written !== undefined && { text: written }),
        trueClass: classifier.classNames[label],
        ...(classifier.threshold !== undefined && { readAs: classifier.classNames[readAs] }),
        ...traceText(classifier, written ?? knownText(row), readAs),
      };
    },
  );
}
