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
  return { rows, steps, live, starts, order, lengths };
}

/** The number of all words. */
export function countWords({ starts, steps }: WordBatch): number {
  return starts[steps];
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
