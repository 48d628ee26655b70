/** Texts of two classes, in the order in which they were read. */
export interface LabelledTexts {
  /** As they stand in the file, empty ones included. */
  readonly texts: readonly string[];
  /** Each text's class, as its index in `classNames`. */
  readonly labels: Uint8Array;
  /** Where each text stands: `"reviews.csv:17"`, `"train/pos/12_7.txt"`. */
  readonly origins: readonly string[];
}

/** A file or folder of labelled texts. */
export interface LabelledData {
  readonly train: LabelledTexts;
  /** Undefined where the data has no part for testing. */
  readonly test: LabelledTexts | undefined;
  /** In plain string order: `"0"` before `"1"`, `"neg"` before `"pos"`. */
  readonly classNames: readonly [string, string];
  /** What was read, in a line: `reviews.csv, texts in "review", labels in "sentiment"`. */
  readonly description: string;
  /** What a reader of the data should know, such as what was left aside; whole sentences. */
  readonly remarks: readonly string[];
}

/** Longer rows and files of texts are refused: 64 MiB. A quote that is never closed ends there too. */
export const maxTextBytes = 2 ** 26;
