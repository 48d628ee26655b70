import { checkOptions, checkWhole, describeValue } from "@rnn/tensor/checks";

/** Each id's word, or null where an id stands for none: padding, marks, words that were left out. */
export type Vocabulary = readonly (string | null)[];

/** Which words of an index a vocabulary has. */
export interface VocabularyOptions {
  /** The vocabulary's length: words whose id is not below it are left out; default: all are in. */
  readonly numWords?: number;
  /** Words whose id is below it are left out; default 0. */
  readonly skipTop?: number;
  /** What is added to a rank to give the id; default 0. For the ids of `loadData`: 3. */
  readonly indexFrom?: number;
}

/**
 * What is added to a rank in Keras's reviews, and in the vocabularies of one's own texts: ids 0 to 2 are
 * padding, the start of a text and an unknown word, and 3 is unused.
 */
export const kerasIndexFrom = 3;

/** The longest vocabulary; larger collections of word vectors have some millions of words. */
const mostWords = 2 ** 24;

/** Ids are stored in 32 bits. */
const most = 2 ** 31 - 1;

/**
 * The vocabulary of a word index: each word at its rank plus `indexFrom`, null elsewhere. The options are
 * those by which the training data was encoded.
 *
 * @param wordIndex ranks from 1 on: `getWordIndex` of @rnn/imdb-data, or a Tokenizer's `wordIndex`
 * @param options.numWords the vocabulary's length, up to 2**24; default: up to the highest id
 * @param options.skipTop ids below it are left out; default 0
 * @param options.indexFrom default 0; for `getWordIndex` 3, as in `loadData`
 * @throws RangeError, TypeError for wrong options, for ranks that are not whole numbers from 1 on, and for
 *   two words of one rank.
 *
 * @example
 * ```ts
 * const wordIndex = new Map([["the", 1], ["film", 2], ["good", 3], ["bad", 4]]);
 * vocabularyFromIndex(wordIndex, { skipTop: 2, numWords: 4 }); // => [null, null, "film", "good"]
 * ```
 */
export function vocabularyFromIndex(
  wordIndex: ReadonlyMap<string, number>,
  options: VocabularyOptions = {},
): (string | null)[] {
  const caller = "vocabularyFromIndex";
  checkOptions(caller, options, ["numWords", "skipTop", "indexFrom"]);
  if (!(wordIndex instanceof Map)) {
    throw new TypeError(
      `${caller}: expected a Map of words and ranks, got ${describeValue(wordIndex)}. ` +
        "new Map(Object.entries(index)) makes one.",
    );
  }
  const { numWords, skipTop = 0, indexFrom = 0 } = options;
  if (numWords !== undefined) checkWhole(caller, "numWords", numWords, 1, { most: mostWords });
  checkWhole(caller, "skipTop", skipTop, 0, { most });
  checkWhole(caller, "indexFrom", indexFrom, 0, { most });
  let highest = 0;
  for (const [word, rank] of wordIndex as ReadonlyMap<string, number>) {
    checkWhole(caller, `the rank of ${describeValue(word)}`, rank, 1, { most: most - indexFrom });
    highest = Math.max(highest, rank + indexFrom);
  }
  const length = numWords ?? highest + 1;
  const vocabulary = Array.from<string | null>({ length }).fill(null);
  for (const [word, rank] of wordIndex) {
    const id = rank + indexFrom;
    if (id < skipTop || id >= length) continue;
    if (vocabulary[id] !== null) {
      const words = `${describeValue(vocabulary[id])} and ${describeValue(word)}`;
      throw new RangeError(`${caller}: expected a word a rank, got ${words} for rank ${rank}.`);
    }
    vocabulary[id] = word;
  }
  return vocabulary;
}

/**
 * The id of each word. Id 0 fills texts up to the network's length, so it stands for no word.
 * @throws TypeError, RangeError for a vocabulary that gives a word two ids, or 0 to one.
 */
export function idsOf(caller: string, vocabulary: Vocabulary): ReadonlyMap<string, number> {
  if (!Array.isArray(vocabulary)) {
    throw new TypeError(
      `${caller}: expected vocabulary to be an array of words, got ${describeValue(vocabulary)}. ` +
        "vocabularyFromIndex makes one from a Map.",
    );
  }
  const ids = new Map<string, number>();
  Array.from(vocabulary as Vocabulary).forEach((word, id) => {
    if (word === null) return;
    if (typeof word !== "string") {
      throw new TypeError(
        `${caller}: expected words or null in vocabulary, got ${describeValue(word)} (at [${id}]).`,
      );
    }
    if (id === 0) {
      throw new RangeError(
        `${caller}: expected null at [0] of vocabulary, got ${describeValue(word)}. Id 0 is padding.`,
      );
    }
    const before = ids.get(word);
    if (before !== undefined) {
      throw new RangeError(
        `${caller}: expected each word once in vocabulary, got ${describeValue(word)} at [${before}] and [${id}].`,
      );
    }
    ids.set(word, id);
  });
  return ids;
}
