import type { AbortSignalLike } from "@rnn/model";
import { RaggedTensor } from "@rnn/tensor";
import { EventLoopTurns } from "@rnn/tensor/event-loop";
import type { Vocabulary } from "../vocabulary.ts";

/** Texts cut into tokens once, each token a number by first appearance: what vocabularies are made of. */
export interface TokenTable {
  /** The tokens by number. */
  readonly words: readonly string[];
  /** A row of numbers a text. */
  readonly rows: RaggedTensor;
}

/** Cuts the texts into tokens, the event loop served every 40 ms. */
export async function tokenizeTexts(
  texts: readonly string[],
  cut: (text: string) => readonly string[],
  signal: AbortSignalLike | undefined,
): Promise<TokenTable> {
  const turns = new EventLoopTurns();
  const numbers = new Map<string, number>();
  const rowOffsets = new Int32Array(texts.length + 1);
  let values = new Int32Array(1024);
  let count = 0;
  for (const [row, text] of texts.entries()) {
    for (const token of cut(text)) {
      let number = numbers.get(token);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(token, number);
      }
      if (count === values.length) values = withRoom(values);
      values[count++] = number;
    }
    rowOffsets[row + 1] = count;
    if (turns.due) {
      await turns.next();
      signal?.throwIfAborted();
    }
  }
  return {
    words: [...numbers.keys()],
    rows: new RaggedTensor(values.slice(0, count), rowOffsets),
  };
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
  for (let i = 0; i < of.length; i++) {
    for (const number of rows.row(of[i])) counts[number]++;
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
  return RaggedTensor.fromArrays(
    Array.from(of, (row) => {
      const known = rows
        .row(row)
        .map((number) => idOf[number])
        .filter((id) => id > 0);
      return known.length > maxlen ? known.subarray(-maxlen) : known;
    }),
  );
}

function withRoom(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
