import { Tokenizer } from "@rnn/preprocess";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";

/** Padding, start and unknown word come first, as in Keras's reviews: the word of rank 1 has id 4. */
const indexFrom = 3;

/** Which of the ranked words stay. */
export interface BuildVocabularyOptions {
  /** Ids from this on have no word; at least 1. */
  readonly numWords: number;
  /** Ids below this have no word. */
  readonly skipTop: number;
}

/**
 * The words of the texts by id: a word's rank by how often it occurs, the most frequent being 1, plus 3,
 * as in Keras's reviews; null at ids 0 to 3, below `skipTop`, and nowhere else. Its length is `numWords`,
 * or words + 4 where there are fewer. Words are cut by Keras's rules and made lower-case by Unicode's; of
 * equal counts, the first to appear goes first.
 *
 * To be made of training texts alone: a test is of words never seen.
 *
 * @example
 * ```ts
 * const texts = ["The cat sat.", "The dog sat."];
 * buildVocabulary(texts, { numWords: 7, skipTop: 5 }); // => [null, null, null, null, null, "sat", "cat"]
 * ```
 *
 * @throws RangeError, TypeError for options that are no whole numbers in range
 */
export function buildVocabulary(
  texts: Iterable<string>,
  options: BuildVocabularyOptions,
): (string | null)[] {
  checkOptions("buildVocabulary", options, ["numWords", "skipTop"]);
  const { numWords, skipTop } = options;
  checkWhole("buildVocabulary", "numWords", numWords, 1);
  checkWhole("buildVocabulary", "skipTop", skipTop, 0);
  const tokenizer = new Tokenizer();
  tokenizer.fitOnTexts(texts);
  const { wordIndex } = tokenizer;
  const length = Math.min(numWords, wordIndex.size + indexFrom + 1);
  const vocabulary = Array.from<string | null>({ length }).fill(null);
  for (const [word, rank] of wordIndex) {
    const id = rank + indexFrom;
    if (id >= length) break;
    if (id >= skipTop) vocabulary[id] = word;
  }
  return vocabulary;
}
