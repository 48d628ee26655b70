import type { WordOptions } from "./text-to-word-sequence.ts";

/** What a `Tokenizer` takes. */
export interface TokenizerOptions extends WordOptions {
  /** Only ids below it are used: the `numWords - 1` most frequent words; default: all. */
  numWords?: number;
  /** Whether every character is a word; default false. */
  charLevel?: boolean;
  /** Stands for unknown words, with id 1; default: they are left out. */
  oovToken?: string;
}
