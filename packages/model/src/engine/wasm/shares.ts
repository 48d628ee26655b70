/**
 * A batch, sorted as `BatchOrder` does, split as cards are dealt: with two shares, one gets the places 0, 2, 4,
 * the other 1, 3, 5, so that both have as many long sequences. The first share, which is run by the thread
 * that deals, gets the last card of each round, the shortest.
 */
import type { DenseSequences } from "../../network/sequences.ts";
import type { BatchOrder, LoadedSequences, PackedTokens } from "./loaded-sequences.ts";
import type { SessionMemory } from "./session-memory.ts";

/** One share of a batch: the places `first`, `first + step`, `first + 2 step`, ... of its order. */
export interface Share {
  readonly index: number;
  readonly first: number;
  readonly step: number;
  /** How many places. */
  readonly rows: number;
}

/** `rows` rows in as many shares, and no empty ones. */
export function splitRows(rows: number, shares: number): Share[] {
  const step = Math.min(shares, rows);
  return Array.from({ length: step }, (_, index) => {
    const first = step - 1 - index;
    return { index, first, step, rows: Math.ceil((rows - first) / step) };
  });
}

/** A batch to lay out for the forward kernel. */
export interface Batch {
  readonly data: LoadedSequences;
  /** The rows of the data that it has, and their order. */
  readonly rows: Int32Array;
  readonly order: BatchOrder;
  /** Until which step one row may stand for all that are in their leading run; 0 for never. */
  readonly sharedSteps: number;
}

/** Writes a share of a batch to its part of the memory: its input, and the rows that each step computes. */
export function writeShare(memory: SessionMemory, share: Share, batch: Batch): void {
  placeLive(memory, share, batch);
  const { sequences } = batch.data;
  if ("words" in sequences) placeTokens(memory, share, batch, sequences);
  else placeDense(memory, share, batch, sequences);
}

function placeLive(memory: SessionMemory, share: Share, { data, order, sharedSteps }: Batch): void {
  const { integers } = memory;
  const { first, step, rows } = share;
  const live = memory.at("live", share.index);
  for (let t = 0; t < sharedSteps; t++) {
    const joined = Math.ceil((order.ended[t] - first) / step);
    integers[live + t] = Math.min(joined + 1, rows);
  }
  integers.fill(rows, live + sharedSteps, live + data.sequences.steps);
}

/** Tokens by row, `[rows, steps]`; those that no step computes are left out. */
function placeTokens(
  memory: SessionMemory,
  share: Share,
  { data, rows, order, sharedSteps }: Batch,
  { words, rowWords, tokensPerWord }: PackedTokens,
): void {
  const { integers } = memory;
  let to = memory.at("inputs", share.index);
  // Read ahead, so that what is not in cache is fetched for all rows at once and not for one after the other.
  let ahead = 0;
  for (let n = share.first; n < rows.length; n += share.step) {
    const from = rows[order.positions[n]] * rowWords;
    ahead ^= words[from + (rowWords >> 1)] ^ words[from + rowWords - 1];
  }
  // Written over below: what nothing depends on, a compiler leaves out.
  integers[to] = ahead;
  let firstWord = 0;
  for (let n = share.first; n < rows.length; n += share.step) {
    const row = rows[order.positions[n]];
    const from = row * rowWords;
    for (let at = firstWord; at < rowWords; at++) integers[to + at] = words[from + at];
    to += rowWords;
    // The share's next row joins where this one's run ends.
    firstWord = Math.floor(Math.min(data.runs[row], sharedSteps) / tokensPerWord);
  }
}

/** Input vectors by step, `[steps, rows, features]`. */
function placeDense(
  memory: SessionMemory,
  share: Share,
  { rows, order }: Batch,
  { dense, steps, features }: DenseSequences,
): void {
  const { floats } = memory;
  let to = memory.at("inputs", share.index);
  for (let t = 0; t < steps; t++) {
    for (let n = share.first; n < rows.length; n += share.step) {
      const from = (rows[order.positions[n]] * steps + t) * features;
      for (let d = 0; d < features; d++) floats[to++] = dense[from + d];
    }
  }
}
