/** What a report of a run shows: all of it JSON, none of it about time, so that equal runs report equally. */
import type { Confusion, Evaluation, TracedWord } from "@rnn/text-classifier";
import type {
  ReportedCalibration,
  ReportedRejection,
  ReportedThreshold,
} from "./report-calibration.ts";

/** The shape of `ReportData` in files; another shape gets another number. */
export const reportFormat = 3;

/** Two values: of class 0 and class 1, or of what is wrong and what is right. */
export type OfBoth<T> = readonly [T, T];

/** A report of one run. */
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
  /** Whether the classifier was trained once more on all texts, after what is reported of its validation. */
  readonly refitted?: boolean | undefined;
  readonly evaluation: ReportedEvaluation | null;
  /** Of the texts of the evaluation, as `rejection`; both are missing in reports of earlier versions. */
  readonly calibration?: ReportedCalibration | undefined;
  /** Missing where none was chosen: then it is 0.5. */
  readonly threshold?: ReportedThreshold | undefined;
  readonly rejection?: ReportedRejection | undefined;
  /** Of a classifier of several parts: each of them beside the whole; empty where there is one part. */
  readonly comparisons: readonly ReportedComparison[];
  readonly histogram: ProbabilityHistogram | null;
  readonly traces: readonly WordTrace[];
}

/** What a run was trained and scored on. */
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
  /** Two or more; of two, class 1 is the one whose probability the network gives. */
  readonly classNames: readonly string[];
  /** Of the texts to train on. */
  readonly classCounts: readonly number[];
}

/** Something about the data or the training that a reader should know. */
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
  /** The epoch whose weights were kept, from 1 on, where training stopped early. */
  readonly bestEpoch?: number | undefined;
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

/** How well the texts of one part were classified. */
export interface ReportedEvaluation
  extends Omit<Evaluation, "confusion" | "expectedCalibrationError"> {
  /** The texts that it is of. */
  readonly of: "test" | "validation";
  /** Null where it would have more than 100 rows. */
  readonly confusion: Evaluation["confusion"] | null;
  /** The classes that are confused most often, at most 100 pairs. */
  readonly confusions: readonly Confusion[];
  /** Missing in reports of earlier versions. */
  readonly expectedCalibrationError?: number | undefined;
}

/** What a classifier is made of: the recurrent network, the n-grams, or both put together. */
export type ReportedModel = "rnn" | "ngrams" | "both";

/** How the parts of a classifier do on the same texts. */
export interface ReportedComparison {
  readonly of: "test" | "validation";
  readonly count: number;
  /** The one that the classifier predicts by. */
  readonly chosen: ReportedModel;
  readonly models: readonly {
    readonly model: ReportedModel;
    readonly accuracy: number;
    /** The macro average. */
    readonly f1: number;
    readonly loss: number;
  }[];
  /** Differences of accuracies, the first less the second, with their intervals of 95 %. */
  readonly differences: readonly {
    readonly first: ReportedModel;
    readonly second: ReportedModel;
    readonly difference: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/**
 * How often which probability was given: of two classes that of class 1, of more that of the class that the
 * text was read as.
 */
export interface ProbabilityHistogram {
  /** Of equal width, from 0 to 1. */
  readonly bins: number;
  /** An entry a bin: by true class, of more than two classes of texts read wrongly and rightly. */
  readonly counts: OfBoth<readonly number[]>;
}

/** One text, and the probability of a class after each of its words. */
export interface WordTrace {
  /** As it was before it was taken apart into words. */
  readonly text?: string | undefined;
  readonly trueClass: string | null;
  /** The class whose probability is followed; of two classes it is class 1. */
  readonly label?: number | undefined;
  /** The class that the text is read as, where `probability` alone does not say it. */
  readonly readAs?: string | undefined;
  /** After the last word, as the network has it. */
  readonly probability: number;
  /** What each part gives the class, where there are several. */
  readonly models?: Readonly<{ [M in ReportedModel]?: number | undefined }> | undefined;
  /** N-grams of the text that speak most for the class, or against it, and by how much of a logit. */
  readonly ngrams?: readonly ReportedNgram[] | undefined;
  /** What the probability becomes without a word, of those that change it most. */
  readonly occlusion?: ReportedOcclusion | undefined;
  /** Before the first word. */
  readonly start: number;
  readonly words: readonly ReportedWord[];
}

/** The words of a text that matter most, left out one at a time, or in runs where there are many. */
export interface ReportedOcclusion {
  /** Of the class, by the whole text and all parts of the classifier. */
  readonly probability: number;
  /** How many words were left out at a time. */
  readonly wordsPerPart: number;
  /** As they are written, and the probability of the class without them. */
  readonly parts: readonly { readonly text: string; readonly probability: number }[];
}

/** An n-gram of a text and what it adds to the logit of a class. */
export interface ReportedNgram {
  readonly ngram: string;
  readonly weight: number;
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
