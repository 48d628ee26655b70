import type { Work } from "./deal.ts";

/**
 * A batch without its padding. Rows are sorted by their lengths, the longest first, and aligned at their
 * ends: of the T steps of the longest row, a row of L words has the last L. So the rows that have a word at
 * step t are the first `live[t]`, which never falls as t grows, and word (t, n) is number `starts[t]` + n
 * of all words, step by step.
 */
export interface WordBatch {
  /** The batch's rows, those without a word among them. */
  readonly rows: number;
  /** T. */
  readonly steps: number;
  /** How many rows have a word at each step, `[T]`. */
  readonly live: Int32Array;
  /** The number of each step's first word, and after the last step that of all words, `[T + 1]`. */
  readonly starts: Int32Array;
  /** Which row of the batch each sorted one is, `[rows]`. */
  readonly order: Int32Array;
  /** The words of each sorted row, `[rows]`. */
  readonly lengths: Int32Array;
  /** How many words the sorted rows before each have, `[rows + 1]`. */
  readonly wordsBefore: Int32Array;
}

/** Lays out rows of the given lengths. */
export function layOutWords(rowLengths: Int32Array): WordBatch {
  const rows = rowLengths.length;
  const order = Int32Array.from(rowLengths, (_, n) => n).sort(
    (a, b) => rowLengths[b] - rowLengths[a] || a - b,
  );
  const lengths = order.map((n) => rowLengths[n]);
  const steps = rows === 0 ? 0 : lengths[0];
  const live = new Int32Array(steps);
  const starts = new Int32Array(steps + 1);
  let n = 0;
  for (let t = 0; t < steps; t++) {
    while (n < rows && lengths[n] >= steps - t) n++;
    live[t] = n;
    starts[t + 1] = starts[t] + n;
  }
  const wordsBefore = new Int32Array(rows + 1);
  for (let i = 0; i < rows; i++) wordsBefore[i + 1] = wordsBefore[i] + lengths[i];
  return { rows, steps, live, starts, order, lengths, wordsBefore };
}

/** Work on each of the batch's rows, as long as it has words. */
export function workOnRows(
  { rows, wordsBefore }: WordBatch,
  run: (first: number, end: number) => void,
): Work {
  // Kernels take rows in pairs.
  return { count: rows, grain: 2, before: wordsBefore, run };
}

/** The number of all words. */
export function countWords({ starts, steps }: WordBatch): number {
  return starts[steps];
}

/**
 * Calls `visit` with each step at which rows `first` up to `end` have words: the number of the first of
 * these, and how many.
 */
export function forEachStep(
  { steps, live, starts }: WordBatch,
  first: number,
  end: number,
  visit: (t: number, word: number, count: number) => void,
): void {
  for (let t = 0; t < steps; t++) {
    if (live[t] > first) visit(t, starts[t] + first, Math.min(live[t], end) - first);
  }
}

/** Calls `visit` with each word of sorted row n, in the order of reading: its number among all, and its place in the row. */
export function forEachWord(
  { steps, starts, lengths }: WordBatch,
  n: number,
  visit: (word: number, place: number) => void,
): void {
  const first = steps - lengths[n];
  for (let t = first; t < steps; t++) visit(starts[t] + n, t - first);
}
