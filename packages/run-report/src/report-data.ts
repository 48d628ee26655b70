/** What a report of a run shows: all of it from JSON, none of it about time, so that equal runs report equally. */
import type { Evaluation } from "@rnn/text-classifier";

/** The shape of `ReportData` in files; another shape gets another number. */
export const reportFormat = 1;

/** A number for each of the two classes, class 0 first. */
export type OfBoth<T> = readonly [T, T];

export interface ReportData {
  readonly format: typeof reportFormat;
  readonly title: string;
  /** `diverged` and `interrupted` report the whole epochs before. */
  readonly status: "completed" | "interrupted" | "diverged";
  /** Every setting of the run, by the name the user knows it by. */
  readonly config: Readonly<Record<string, string | number | boolean | null>>;
  /** Of Node and of the packages, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly data: ReportedData;
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
  readonly warnings: readonly string[];
}

/** An entry an epoch; the two of the validation are empty where there was none. */
export interface ReportHistory {
  readonly losses: readonly number[];
  readonly valLosses: readonly number[];
  readonly valAccuracies: readonly number[];
}

/** A training with the chapter's settings, to compare with. */
export interface ChapterCurve {
  /** How the losses were computed, as the end of a sentence. */
  readonly source: string;
  readonly losses: readonly number[];
  readonly valLosses: readonly number[];
  /** The validation accuracy that the chapter prints. */
  readonly printedAccuracy: number;
}

export interface ReportedEvaluation extends Evaluation {
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

export interface ReportedWord {
  readonly word: string;
  /** Whether the vocabulary has it. */
  readonly known: boolean;
  /** Whether the network was given this part of the text. */
  readonly read: boolean;
  readonly probability: number;
}

/** What differs between equal runs, and so stands outside of `ReportData`. */
export interface ReportTimings {
  /** An entry an epoch. */
  readonly trainingMs: readonly number[];
  readonly totalMs?: number | undefined;
  readonly machine?: string | undefined;
  readonly date?: string | undefined;
}
