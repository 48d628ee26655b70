import type { Sequences } from "../../../network/sequences.ts";

/** Sequences without what is masked: each row's words, one row after the other, and where they were. */
export interface LoadedWords {
  /** How many sequences. */
  readonly count: number;
  /** Steps of the longest with what is masked. */
  readonly steps: number;
  readonly features: number;
  /** The id of each word; undefined where words are vectors. */
  readonly ids: Int32Array | undefined;
  /** The vector of each word, `[words, features]`; undefined where words are ids. */
  readonly vectors: Float32Array | Float64Array | undefined;
  /** Where each row's words begin, and after the last row where they end, `[count + 1]`. */
  readonly offsets: Int32Array;
  /** The step of each word in its sequence; undefined where it is its place among the row's words. */
  readonly positions: Int32Array | undefined;
  /** How many steps each row has, masked ones among them, `[count]`; undefined where none is masked. */
  readonly ownSteps: Int32Array | undefined;
}

/** Lays sequences out; `maskZero` leaves out the ids 0. Where there are none, nothing is copied. */
export function loadWords(sequences: Sequences, maskZero: boolean): LoadedWords {
  const { count, steps, features } = sequences;
  const shape = { count, steps, features };
  if ("dense" in sequences) {
    const offsets = Int32Array.from({ length: count + 1 }, (_, n) => n * steps);
    return {
      ...shape,
      ids: undefined,
      vectors: sequences.dense,
      offsets,
      positions: undefined,
      ownSteps: undefined,
    };
  }
  const { tokens } = sequences;
  const offsets =
    "offsets" in sequences
      ? sequences.offsets
      : Int32Array.from({ length: count + 1 }, (_, n) => n * steps);
  if (!maskZero || !tokens.includes(0))
    return {
      ...shape,
      ids: tokens,
      vectors: undefined,
      offsets,
      positions: undefined,
      ownSteps: undefined,
    };
  const ids = new Int32Array(tokens.length);
  const positions = new Int32Array(tokens.length);
  const kept = new Int32Array(count + 1);
  let end = 0;
  for (let n = 0; n < count; n++) {
    for (let at = offsets[n]; at < offsets[n + 1]; at++) {
      if (tokens[at] === 0) continue;
      positions[end] = at - offsets[n];
      ids[end++] = tokens[at];
    }
    kept[n + 1] = end;
  }
  return {
    ...shape,
    ids: ids.subarray(0, end),
    vectors: undefined,
    offsets: kept,
    positions: positions.subarray(0, end),
    ownSteps: Int32Array.from({ length: count }, (_, n) => offsets[n + 1] - offsets[n]),
  };
}

/** The step of a row's word in its sequence. */
export function positionOf(
  { offsets, positions }: LoadedWords,
  row: number,
  place: number,
): number {
  return positions === undefined ? place : positions[offsets[row] + place];
}
