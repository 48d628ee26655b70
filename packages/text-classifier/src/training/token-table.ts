import { RaggedTensor } from "@rnn/tensor";
import type { Vocabulary } from "../vocabulary.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import type { NormalizedTexts } from "./normalized-texts.ts";

/** Texts cut into tokens once, each token a number by first appearance: what vocabularies are made of. */
export interface TokenTable {
  /** The tokens by number. */
  readonly words: readonly string[];
  /** A row of numbers a text. */
  readonly rows: RaggedTensor;
}

/** Cuts the texts into tokens, the event loop served every 40 ms. */
export async function tokenizeTexts(
  texts: NormalizedTexts,
  cut: (text: string) => readonly string[],
): Promise<TokenTable> {
  const numbers = new Map<string, number>();
  const rowOffsets = new Int32Array(texts.length + 1);
  const values = new GrowingNumbers();
  await texts.each((text, row) => {
    for (const token of cut(text)) {
      let number = numbers.get(token);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(token, number);
      }
      values.push(number);
    }
    rowOffsets[row + 1] = values.length;
  });
  return { words: [...numbers.keys()], rows: new RaggedTensor(values.release(), rowOffsets) };
}

/** Which tokens are known. */
export interface VocabularyLimits {
  /** The most tokens, those most frequent. */
  readonly numWords: number;
  /** How often a token must occur. */
  readonly minCount: number;
}

/**
 * The most frequent tokens of some rows by id, from 1 on, null at 0; of equal counts, the first to appear in
 * the table goes first.
 */
export function vocabularyOf(
  { words, rows }: TokenTable,
  of: ArrayLike<number>,
  { numWords, minCount }: VocabularyLimits,
): Vocabulary {
  const counts = new Float64Array(words.length);
  const { values, rowOffsets } = rows;
  for (let i = 0; i < of.length; i++) {
    for (let at = rowOffsets[of[i]]; at < rowOffsets[of[i] + 1]; at++) counts[values[at]]++;
  }
  const frequent = [...words.keys()].filter((number) => counts[number] >= minCount);
  frequent.sort((a, b) => counts[b] - counts[a] || a - b);
  return [null, ...frequent.slice(0, numWords).map((number) => words[number])];
}

/** The ids of the known tokens of some rows, of each row the last `maxlen`. */
export function encodeRows(
  { words, rows }: TokenTable,
  of: ArrayLike<number>,
  vocabulary: Vocabulary,
  maxlen: number,
): RaggedTensor {
  const ids = new Map(vocabulary.map((word, id) => [word, id]));
  const idOf = Int32Array.from(words, (word) => ids.get(word) ?? 0);
  const { values: tokens, rowOffsets: starts } = rows;
  const offsets = new Int32Array(of.length + 1);
  for (let i = 0; i < of.length; i++) {
    let known = 0;
    for (let at = starts[of[i]]; at < starts[of[i] + 1]; at++)
      known += Number(idOf[tokens[at]] > 0);
    offsets[i + 1] = offsets[i] + Math.min(known, maxlen);
  }
  const values = new Int32Array(offsets[of.length]);
  for (let i = 0; i < of.length; i++) {
    // From the last token on, until the row is full.
    let to = offsets[i + 1];
    for (let at = starts[of[i] + 1] - 1; to > offsets[i]; at--) {
      const id = idOf[tokens[at]];
      if (id > 0) values[--to] = id;
    }
  }
  return new RaggedTensor(values, offsets);
}
