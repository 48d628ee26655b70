import { type Evaluation, evaluate, type TextClassifier } from "@rnn/text-classifier";
import {
  type OfBoth,
  type ProbabilityHistogram,
  type ReportData,
  type ReportedEvaluation,
  reportFormat,
  type WordTrace,
} from "./report-data.ts";

/** What there is to report of a run. */
export interface FinishedRun
  extends Pick<
    ReportData,
    "title" | "status" | "config" | "versions" | "data" | "warnings" | "history" | "chapter"
  > {
  readonly scored: ScoredTexts;
  /** Follows single texts word by word; without one, the report has no such part. */
  readonly classifier: TextClassifier | undefined;
}

/** The texts that a run is scored with. */
export interface ScoredTexts {
  readonly of: "test" | "validation";
  /** 0 or 1 a text. */
  readonly labels: ArrayLike<number>;
  /** Of class 1, one a text. */
  readonly probabilities: Float64Array;
  /** A text as it was written, or undefined where that is not known. */
  readonly writtenText: (row: number) => string | undefined;
  /** What the network was given of a text, as words with a space between. */
  readonly knownText: (row: number) => string;
}

const bins = 20;

/** All that a report shows but the times; equal runs give equal reports. */
export function makeReport({ scored, classifier, ...run }: FinishedRun): ReportData {
  const { of, labels, probabilities } = scored;
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
    evaluation: { of, ...scoresOf(evaluate(labels, probabilities)) },
    histogram: countProbabilities(labels, probabilities),
    traces: classifier ? traceExtremes(classifier, scored, run.data.classNames) : [],
  };
}

/** The figures that this format of reports has. */
function scoresOf({
  count,
  accuracy,
  loss,
  confusion,
  classes,
  rocAuc,
}: Evaluation): Omit<ReportedEvaluation, "of"> {
  return { count, accuracy, loss, confusion, classes, rocAuc };
}

function countProbabilities(
  labels: ArrayLike<number>,
  probabilities: Float64Array,
): ProbabilityHistogram {
  const counts = [Array<number>(bins).fill(0), Array<number>(bins).fill(0)] as const;
  for (const [n, probability] of probabilities.entries()) {
    counts[labels[n]][Math.min(bins - 1, Math.floor(probability * bins))]++;
  }
  return { bins, counts: [counts[0], counts[1]] };
}

/** Traces of the surest right and the surest wrong text of each class. */
function traceExtremes(
  classifier: TextClassifier,
  { labels, probabilities, writtenText, knownText }: ScoredTexts,
  classNames: OfBoth<string>,
): WordTrace[] {
  const chosen = new Set<number>();
  for (const label of [1, 0]) {
    const rows = [...probabilities.keys()].filter((n) => labels[n] === label);
    const sorted = rows.sort((a, b) => probabilities[b] - probabilities[a] || a - b);
    for (const row of [sorted[0], sorted[sorted.length - 1]]) {
      if (row !== undefined) chosen.add(row);
    }
  }
  return Array.from(chosen, (row) => {
    const written = writtenText(row);
    const { start, words, probability } = classifier.trace(written ?? knownText(row));
    return {
      ...(written !== undefined && { text: written }),
      trueClass: classNames[labels[row]],
      probability,
      start,
      words: words.map(({ word, status, probability: after }) => ({
        word,
        status,
        probability: after,
      })),
    };
  });
}
