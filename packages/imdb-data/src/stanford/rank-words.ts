import { pythonDictOrder } from "./python-dict-order.ts";
import type { WordTable } from "./word-table.ts";

/** The rank of each word. */
export interface RankedWords {
  /** By the word's number in the table; 0 for words that the training reviews do not have. */
  readonly ranks: Int32Array;
  /** By the word, in the order of rank. */
  readonly wordIndex: Map<string, number>;
}

/**
 * Ranks words by how often the training reviews use them, the most frequent first; of words used equally
 * often the one that comes first in a Python dict into which they went as they came.
 *
 * @param training the numbers of each training review's words, in the order of the data set
 */
export function rankWords(table: WordTable, training: Iterable<Int32Array>): RankedWords {
  const counts = new Int32Array(table.size);
  const firsts: number[] = [];
  for (const review of training) {
    for (const number of review) {
      if (counts[number]++ === 0) firsts.push(number);
    }
  }
  const order = pythonDictOrder(firsts.map((number) => table.word(number)));
  const sorted = Array.from(order, (i) => firsts[i]).sort((a, b) => counts[b] - counts[a]);
  const ranks = new Int32Array(table.size);
  const wordIndex = new Map<string, number>();
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  for (const number of sorted) {
    ranks[number] = wordIndex.size + 1;
    wordIndex.set(utf8.decode(table.word(number)), ranks[number]);
  }
  return { ranks, wordIndex };
}
