/**
 * Sequences as the wasm engine reads them. Many token sequences begin with a run of one token, the
 * padding; rows are sorted by the end of that run, so that one row can stand for all that are still in it
 * (see assembly/forward.ts). Any token may be that one, and any run may be empty.
 */
import type { DenseSequences, Sequences, TokenSequences } from "../../network/sequences.ts";

/**
 * Tokens in the narrowest integers that hold them, each row rounded up to whole words, which are what is
 * copied: a batch has rows from everywhere, and the time goes into fetching them from memory.
 */
export interface PackedTokens {
  readonly steps: number;
  readonly words: Int32Array;
  /** Words of a row. */
  readonly rowWords: number;
  readonly tokensPerWord: number;
}

/** Loaded sequences, with the length of each one's leading run. */
export class LoadedSequences {
  readonly count: number;
  readonly sequences: PackedTokens | DenseSequences;
  /** How many steps from the first on hold the shared first token; 0 for dense sequences. */
  readonly runs: Int32Array;
  #sorted: Int32Array | undefined;

  constructor(sequences: Sequences) {
    if ("offsets" in sequences) throw new Error("load: expected sequences of one length.");
    this.count = sequences.count;
    this.sequences = "tokens" in sequences ? packed(sequences) : sequences;
    this.runs = "tokens" in sequences ? leadingRuns(sequences) : new Int32Array(sequences.count);
  }

  /** All rows, shortest run first. */
  get sorted(): Int32Array {
    if (this.#sorted !== undefined) return this.#sorted;
    const rows = Int32Array.from(this.runs, (_, n) => n);
    const order = new BatchOrder(this.count, this.sequences.steps);
    order.sort(this.runs, rows, this.sequences.steps);
    this.#sorted = order.positions;
    return this.#sorted;
  }
}

/** The rows of a batch in the order of the ends of their runs. Its buffers serve every batch. */
export class BatchOrder {
  /** The position in the batch of the row at each place of the order. */
  readonly positions: Int32Array;
  /** How many runs have ended by each step: before step t, `ended[t]` rows have one of at most t. */
  readonly ended: Int32Array;

  constructor(rows: number, steps: number) {
    this.positions = new Int32Array(rows);
    this.ended = new Int32Array(steps + 1);
  }

  /** Sorts `rows` by run, a run longer than `longest` counting as that; equal runs keep their order. */
  sort(runs: Int32Array, rows: Int32Array, longest: number): void {
    const { positions, ended } = this;
    ended.fill(0, 0, longest + 1);
    for (let n = 0; n < rows.length; n++) ended[Math.min(runs[rows[n]], longest)]++;
    let place = 0;
    for (let run = 0; run <= longest; run++) {
      const count = ended[run];
      ended[run] = place;
      place += count;
    }
    for (let n = 0; n < rows.length; n++) positions[ended[Math.min(runs[rows[n]], longest)]++] = n;
  }
}

/** Bytes of the narrowest integers that hold every token below `features`. */
export function tokenBytes(features: number): 1 | 2 | 4 {
  if (features > 1 << 16) return 4;
  return features > 1 << 8 ? 2 : 1;
}

function packed({ tokens, count, steps, features }: TokenSequences): PackedTokens {
  const bytes = tokenBytes(features);
  if (bytes === 4) return { steps, words: tokens, rowWords: steps, tokensPerWord: 1 };
  const Narrow = bytes === 2 ? Uint16Array : Uint8Array;
  const tokensPerWord = Int32Array.BYTES_PER_ELEMENT / bytes;
  const rowWords = Math.ceil(steps / tokensPerWord);
  const words = new Int32Array(count * rowWords);
  const narrow = new Narrow(words.buffer);
  for (let n = 0; n < count; n++) {
    const to = n * rowWords * tokensPerWord;
    for (let t = 0; t < steps; t++) narrow[to + t] = tokens[n * steps + t];
  }
  return { steps, words, rowWords, tokensPerWord };
}

/** The length of each sequence's leading run of the token that most of them begin with. */
function leadingRuns({ tokens, count, steps, features }: TokenSequences): Int32Array {
  const begins = new Int32Array(features);
  for (let n = 0; n < count; n++) begins[tokens[n * steps]]++;
  let shared = 0;
  for (let token = 1; token < features; token++) if (begins[token] > begins[shared]) shared = token;
  const runs = new Int32Array(count);
  for (let n = 0; n < count; n++) {
    let run = 0;
    while (run < steps && tokens[n * steps + run] === shared) run++;
    runs[n] = run;
  }
  return runs;
}
