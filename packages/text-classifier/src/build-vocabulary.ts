import { checkOptions, checkType, checkWhole } from "@rnn/tensor/checks";
import {
  type ResolvedTextFormat,
  resolveTextFormat,
  textFormatOptionNames,
  tokensOf,
} from "./text/resolve-text-format.ts";
import { type TextFormatOptions } from "./text/text-format.ts";
import { kerasIndexFrom, vocabularyFromIndex } from "./vocabulary.ts";

/** Which words of the texts a vocabulary has, and what is a word. */
export interface BuildVocabularyOptions extends TextFormatOptions {
  /** How many words, the most frequent ones; at least 1, default all. */
  readonly numWords?: number | undefined;
  /** How many of them, the most frequent ones, are left out again; default none. */
  readonly skipTop?: number | undefined;
}

/**
 * The words of the texts by id: a word's rank by how often it occurs, the most frequent being 1, plus 3, as
 * in Keras's reviews; null at ids 0 to 3, at those of words that `skipTop` leaves out, and nowhere else. Its
 * length is the number of words, those left out included, plus 4. Texts are cut as their `textFormat` says, by
 * default by Keras's rules; of equal counts, the first to appear goes first.
 *
 * To be made of training texts alone: a test is of words never seen.
 *
 * @throws RangeError, TypeError for options that are not whole numbers in range, or that the text format has not
 *
 * @example
 * ```ts
 * const texts = ["The cat sat.", "The dog sat."];
 * buildVocabulary(texts, { numWords: 3, skipTop: 1 }); // => [null, null, null, null, null, "sat", "cat"]
 * ```
 *
 * Python twin: `Tokenizer(num_words=n + 1)` of Keras has n words too; `num_words` and `skip_top` of
 * `imdb.load_data` count ids, the first four of which are not words.
 */
export function buildVocabulary(
  texts: Iterable<string>,
  options: BuildVocabularyOptions = {},
): (string | null)[] {
  checkOptions("buildVocabulary", options, ["numWords", "skipTop", ...textFormatOptionNames]);
  const { numWords = Number.MAX_SAFE_INTEGER, skipTop = 0 } = options;
  checkWhole("buildVocabulary", "numWords", numWords, 1);
  checkWhole("buildVocabulary", "skipTop", skipTop, 0);
  const format = resolveTextFormat("buildVocabulary", options);
  const wordIndex = rankWords(texts, format);
  const firstId = kerasIndexFrom + 1;
  return vocabularyFromIndex(wordIndex, {
    numWords: firstId + Math.min(numWords, wordIndex.size),
    skipTop: firstId + Math.min(skipTop, wordIndex.size),
    indexFrom: kerasIndexFrom,
  });
}

/** The rank of each word by how often it occurs, from 1; of equal counts, that of the first to appear is lower. */
function rankWords(texts: Iterable<string>, format: ResolvedTextFormat): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    checkType("buildVocabulary", "text", text, "string");
    for (const word of tokensOf(text, format)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([, a], [, b]) => b - a);
  return new Map(ranked.map(([word], rank) => [word, rank + 1]));
}
