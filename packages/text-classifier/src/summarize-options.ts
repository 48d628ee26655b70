import type { TextFormatOptions } from "./text/text-format.ts";

/** What `summarize` takes besides the data and its vocabulary. */
export interface SummarizeOptions extends TextFormatOptions {
  /** How many known words of a text the network reads. */
  readonly maxlen: number;
  /** Rows of the training texts that are kept for validation, and so made no word known; default none. */
  readonly validationRows?: ArrayLike<number> | undefined;
  /** How many of the most frequent words the vocabulary leaves out, which warnings may name; default none. */
  readonly skipTop?: number | undefined;
}
