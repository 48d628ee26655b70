import type { DataWarning } from "./data-warning.ts";

/** How long texts are, in words: what `np.percentile(lengths, [0, 25, 50, 75, 100])` gives. */
export interface LengthDistribution {
  readonly min: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly max: number;
}

/** What a part of the texts is like. Shares are from 0 to 1; of nothing they are 0. */
export interface PartSummary {
  readonly texts: number;
  /** How many texts each class has, in the order of `classNames`. */
  readonly classCounts: readonly number[];
  readonly lengths: LengthDistribution;
  /** Of all words, those that the vocabulary does not hold. */
  readonly unknownShare: number;
  /** Texts without a word. */
  readonly emptyRows: number;
  /** Texts without a word of the vocabulary, those without any included. */
  readonly unknownRows: number;
  /** Of all texts, those with more than `maxlen` words of the vocabulary. */
  readonly cutShare: number;
  /** Texts that repeat an earlier one, case and punctuation aside; those without a word do not count. */
  readonly repeatedRows: number;
}

/** What the data is like, before anything is trained on it. */
export interface DataSummary {
  readonly description: string;
  readonly classNames: readonly string[];
  readonly maxlen: number;
  /** All texts that are not for testing, those kept for validation among them. */
  readonly train: PartSummary;
  readonly test: PartSummary | undefined;
  /** Of `train`, the texts that are kept for validation, where it is known which. */
  readonly validation: PartSummary | undefined;
  /** Test texts that are training texts too. */
  readonly leakedRows: number;
  /** What may make a run's figures mean less than they seem to. */
  readonly warnings: readonly DataWarning[];
  /** Those of the data. */
  readonly remarks: readonly string[];
}
