import { wordsOf } from "../words.ts";
import type { TextFormat } from "./text-format.ts";

/**
 * Words as Keras's `text_to_word_sequence` cuts them: at spaces and ASCII punctuation other than the apostrophe.
 *
 * @example
 * ```ts
 * buildVocabulary(["It’s <b>great</b>…"], { textFormat: textFormat1 }).slice(4); // => ["b", "it’s", "great", "…"]
 * ```
 */
export const textFormat1: TextFormat = {
  version: 1,
  split: (text, { lowercase }) => wordsOf(text, lowercase),
};
