/** What a report of a run shows: all of it JSON, none of it about time, so that equal runs report equally. */
import type { Evaluation, TracedWord } from "@rnn/text-classifier";

/** The shape of `ReportData` in files; another shape gets another number. */
export const reportFormat = 2;

/** A value for each of the two classes, class 0 first. */
export type OfBoth<T> = readonly [T, T];

export interface ReportData {
  readonly format: typeof reportFormat;
  /** The data and its classes, in a few words. */
  readonly title: string;
  /** `diverged` and `interrupted` report the whole epochs before. */
  readonly status: "completed" | "interrupted" | "diverged";
  /** Every setting of the run, by the name the user knows it by. */
  readonly config: Readonly<Record<string, string | number | boolean | null>>;
  /** Of the program and its packages, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly data: ReportedData;
  /** What makes the figures mean less than they seem to, and what to do about it. */
  readonly warnings: readonly ReportedWarning[];
  readonly history: ReportHistory;
  /** Drawn behind the run's own curves where the texts are not synthetic. */
  readonly chapter: ChapterCurve | null;
  readonly evaluation: ReportedEvaluation | null;
  readonly histogram: ProbabilityHistogram | null;
  readonly traces: readonly WordTrace[];
}

export interface ReportedData {
  readonly description: string;
  /** A hash of texts and labels, in any notation. */
  readonly fingerprint: string;
  readonly synthetic: boolean;
  readonly counts: {
    readonly train: number;
    readonly validation: number;
    readonly test: number;
  };
  /** Class 1 is the one whose probability the network gives. */
  readonly classNames: OfBoth<string>;
  readonly classCounts: OfBoth<number>;
}

export interface ReportedWarning {
  /** For programs: the same for the same kind of warning. */
  readonly code: string;
  /** For people: whole sentences. */
  readonly message: string;
}

/** An entry an epoch; the two of the validation are empty where there was none. */
export interface ReportHistory {
  readonly losses: readonly number[];
  readonly valLosses: readonly number[];
  readonly valAccuracies: readonly number[];
}

/** A training with the chapter's settings, to compare with. */
export interface ChapterCurve {
  /** What the losses are of, as a noun phrase. */
  readonly source: string;
  readonly losses: readonly number[];
  readonly valLosses: readonly number[];
  /** The validation accuracy that the chapter prints. */
  readonly printedAccuracy: number;
}

export interface ReportedEvaluation
  extends Omit<Evaluation, "averages" | "rocAucs" | "topAccuracies"> {
  /** The texts that it is of. */
  readonly of: "test" | "validation";
}

/** How often the network gave which probability of class 1. */
export interface ProbabilityHistogram {
  /** Of equal width, from 0 to 1. */
  readonly bins: number;
  /** By true class, an entry a bin. */
  readonly counts: OfBoth<readonly number[]>;
}

/** One text, and the probability of class 1 after each of its words. */
export interface WordTrace {
  /** As it was before it was taken apart into words. */
  readonly text?: string | undefined;
  readonly trueClass: string | null;
  /** After the last word. */
  readonly probability: number;
  /** Before the first word. */
  readonly start: number;
  readonly words: readonly ReportedWord[];
}

/** A word of a text, without the id that it has in one model only, and without its place. */
export type ReportedWord = Omit<TracedWord, "id" | "start" | "end">;

/** What differs between equal runs, and so is not part of `ReportData`. */
export interface ReportTimings {
  /** An entry an epoch. */
  readonly trainingMs: readonly number[];
  readonly totalMs?: number | undefined;
  /** The name of the run. */
  readonly run?: string | undefined;
  readonly machine?: string | undefined;
  /** The JavaScript engine's host and its version. */
  readonly host?: string | undefined;
  readonly date?: string | undefined;
}
