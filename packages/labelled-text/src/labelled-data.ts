/** A class a text, as its index: bytes for up to 256 classes, 16 bits for more. */
export type ClassLabels = Uint8Array | Uint16Array;

/** Texts with their classes, in the order in which they were read. */
export interface LabelledTexts {
  /** As they are in the file, but for ends of lines, which are LF; empty ones included. */
  readonly texts: readonly string[];
  /** Each text's class, as its index in `classNames`. */
  readonly labels: ClassLabels;
  /** Where each text is: `"reviews.csv:17"`, `"train/pos/12_7.txt"`. */
  readonly origins: readonly string[];
  /** How much each text counts, 0 or more; undefined where no column of weights was named. */
  readonly weights?: Float64Array | undefined;
}

/** A file or folder of labelled texts. */
export interface LabelledData {
  readonly train: LabelledTexts;
  /** Undefined where the data has no part for testing. */
  readonly test: LabelledTexts | undefined;
  /**
   * Two different names or more: of two the positive one second where that is known, `"neg"`, `"pos"`; numbers
   * by size, others in plain string order.
   */
  readonly classNames: readonly string[];
  /** Rows and lines of a table that hold nothing, which were left out. */
  readonly skippedRows: number;
  /** What was read, in a line: `reviews.csv, texts in "review", labels in "sentiment"`. */
  readonly description: string;
  /** What a reader of the data should know, such as what was left aside; whole sentences. */
  readonly remarks: readonly string[];
}

/** Longer rows and files of texts are refused: 64 MiB. A quote that is never closed ends there too. */
export const maxTextBytes = 2 ** 26;

/** Labels of that many classes. */
export function toClassLabels(indices: Iterable<number>, classes: number): ClassLabels {
  return classes <= 256 ? Uint8Array.from(indices) : Uint16Array.from(indices);
}
