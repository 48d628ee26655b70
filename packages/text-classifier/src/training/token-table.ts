import { RaggedTensor } from "@rnn/tensor";
import type { Vocabulary } from "../vocabulary.ts";
import { GrowingNumbers, type NumberBlocks, numberAt } from "./growing-numbers.ts";
import type { NormalizedTexts } from "./normalized-texts.ts";

/** Texts cut into tokens once, each token a number by first appearance: what vocabularies are made of. */
export interface TokenTable {
  /** The tokens by number. */
  readonly words: readonly string[];
  /** The numbers of all texts, one text after the other. */
  readonly numbers: NumberBlocks;
  /** Where those of each text begin, and at the end how many there are. */
  readonly rowOffsets: Int32Array;
}

/** Offsets are int32. */
const mostTokens = 2 ** 31 - 1;

/**
 * Cuts the texts into tokens, the event loop served every 40 ms.
 * @throws RangeError for more than 2 ** 31 - 1 tokens
 */
export async function tokenizeTexts(
  texts: NormalizedTexts,
  cut: (text: string) => readonly string[],
): Promise<TokenTable> {
  const numberOf = new Map<string, number>();
  const rowOffsets = new Int32Array(texts.length + 1);
  const numbers = new GrowingNumbers();
  await texts.each((text, row) => {
    for (const token of cut(text)) {
      let number = numberOf.get(token);
      if (number === undefined) {
        number = numberOf.size;
        numberOf.set(token, number);
      }
      numbers.push(number);
    }
    if (numbers.length > mostTokens) {
      throw new RangeError(
        `trainTextClassifier: expected texts of at most ${mostTokens} tokens together, got more. Give fewer texts, ` +
          "or cut them into words.",
      );
    }
    rowOffsets[row + 1] = numbers.length;
  });
  return { words: [...numberOf.keys()], numbers: numbers.finish(), rowOffsets };
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
  { words, numbers, rowOffsets }: TokenTable,
  of: ArrayLike<number>,
  { numWords, minCount }: VocabularyLimits,
): Vocabulary {
  const counts = new Float64Array(words.length);
  for (let i = 0; i < of.length; i++) {
    for (let at = rowOffsets[of[i]]; at < rowOffsets[of[i] + 1]; at++)
      counts[numberAt(numbers, at)]++;
  }
  const frequent = [...words.keys()].filter((number) => counts[number] >= minCount);
  frequent.sort((a, b) => counts[b] - counts[a] || a - b);
  return [null, ...frequent.slice(0, numWords).map((number) => words[number])];
}

/** The ids of the known tokens of some rows, of each row the last `maxlen`. */
export function encodeRows(
  { words, numbers, rowOffsets: starts }: TokenTable,
  of: ArrayLike<number>,
  vocabulary: Vocabulary,
  maxlen: number,
): RaggedTensor {
  const ids = new Map(vocabulary.map((word, id) => [word, id]));
  const idOf = Int32Array.from(words, (word) => ids.get(word) ?? 0);
  const offsets = new Int32Array(of.length + 1);
  for (let i = 0; i < of.length; i++) {
    let known = 0;
    for (let at = starts[of[i]]; at < starts[of[i] + 1]; at++)
      known += Number(idOf[numberAt(numbers, at)] > 0);
    offsets[i + 1] = offsets[i] + Math.min(known, maxlen);
  }
  const values = new Int32Array(offsets[of.length]);
  for (let i = 0; i < of.length; i++) {
    // From the last token on, until the row is full.
    let to = offsets[i + 1];
    for (let at = starts[of[i] + 1] - 1; to > offsets[i]; at--) {
      const id = idOf[numberAt(numbers, at)];
      if (id > 0) values[--to] = id;
    }
  }
  return new RaggedTensor(values, offsets);
}
