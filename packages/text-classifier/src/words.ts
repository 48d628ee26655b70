import { textToWordSequence } from "@rnn/preprocess";

/** Which letters are made lower-case: A to Z alone, as in the IMDB reviews, or all that Unicode pairs. */
export type Lowercase = "ascii" | "unicode";

/** A word or other token of a text, and its id where the vocabulary has it. */
export interface KnownWord {
  readonly word: string;
  readonly id: number | null;
  /** Under text format 2 the part of the text that it was cut from: `text.slice(start, end)`. */
  readonly start?: number;
  readonly end?: number;
}

/**
 * The words of a text: letters made lower-case, then split at spaces and ASCII punctuation other than the
 * apostrophe, as `textToWordSequence` does.
 */
export function wordsOf(text: string, lowercase: Lowercase): string[] {
  if (lowercase === "unicode") return textToWordSequence(text);
  const cased = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return textToWordSequence(cased, { lower: false });
}
