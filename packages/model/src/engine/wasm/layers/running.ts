import type { Pass } from "./flow.ts";
import { type LoadedWords, positionOf } from "./loaded-words.ts";
import type { PlanMemory } from "./memory.ts";
import { forEachWord, type WordBatch } from "./word-batch.ts";

/** The rows of loaded sequences that are a batch. */
export interface Running {
  readonly data: LoadedWords;
  /** The row of the data of each row of the batch. */
  readonly rows: Int32Array;
  /** How many words of each row are read, and of how many steps at most. */
  readonly lengths: Int32Array;
  readonly steps: number;
  readonly batch: WordBatch;
  readonly words: number;
  readonly keeps: Pass["keeps"];
  readonly stream: Pass["stream"];
}

/** How many words each row has. */
export function lengthsOf({ offsets }: LoadedWords, rows: Int32Array): Int32Array {
  return rows.map((row) => offsets[row + 1] - offsets[row]);
}

/** How many words each row has up to step t. */
export function wordsUntil(data: LoadedWords, rows: Int32Array, t: number): Int32Array {
  return rows.map((row) => {
    const length = data.offsets[row + 1] - data.offsets[row];
    let count = 0;
    while (count < length && positionOf(data, row, count) <= t) count++;
    return count;
  });
}

/** Vectors of words in memory, and which numbers of a wider vector they are. */
export interface WordVectors {
  readonly address: number;
  readonly step: number;
  readonly units: number;
  readonly offset: number;
}

/** Copies vectors of words to `[rows, steps, width]`. */
export function readWords(
  { floats }: PlanMemory,
  { data, rows, batch }: Running,
  { address, step, units, offset }: WordVectors,
  into: Float64Array,
  width: number,
): void {
  batch.order.forEach((row, n) => {
    forEachWord(batch, n, (word, place) => {
      const at = (address + word * step) / 4;
      const to = (row * data.steps + positionOf(data, rows[row], place)) * width + offset;
      for (let j = 0; j < units; j++) into[to + j] = floats[at + j];
    });
  });
}

/** Writes to each step without a word what the step before has. */
export function handOn({ data, rows, lengths }: Running, width: number, into: Float64Array): void {
  rows.forEach((dataRow, row) => {
    let place = 0;
    for (let t = 0; t < data.steps; t++) {
      const has = place < lengths[row] && positionOf(data, dataRow, place) === t;
      if (has) place++;
      else if (t > 0) {
        const at = (row * data.steps + t) * width;
        into.copyWithin(at, at - width, at);
      }
    }
  });
}
