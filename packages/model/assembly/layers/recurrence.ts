/**
 * The loop over time that all cells share: which rows are at work at a step, the product of their states
 * with U, and the way back. The words of a batch lie step by step, as src/engine/wasm/layers/word-batch.ts
 * says: the rows with a word at step t are the first `live[t]`, and their words are numbers `starts[t]` on.
 *
 * A kernel of a cell runs steps `from` up to `to`, counted in the order of reading, of the rows `first` up to
 * `end`, and writes nothing that belongs to others.
 */
import { addRowsTimesPanels } from "./matrix";
import { addRows, copyRows, gatherRows } from "./rows";

/**
 * What a recurrent layer of one direction has, and where: sizes and steps from row to row in bytes. The host
 * keeps it in the kernels' memory and hands over its address. Each field has 4 bytes; build-kernels.mjs gives
 * the host their names in this order, and the host compares `recurrenceBytes` when it makes an instance.
 */
@unmanaged
export class Recurrence {
  /** Whether words are read from the last to the first. */
  readsBackward: i32;
  /** How many of the last words read of each row an error is carried to. */
  most: i32;
  /** Steps of the batch; how many rows have a word at each, and the number of each one's first, i32. */
  steps: i32;
  live: usize;
  starts: usize;

  /** A gate of a row; a row of all gates, of states, of errors. Floats of a row of states and of gates. */
  gate: usize;
  zStep: usize;
  hStep: usize;
  eStep: usize;
  pitch: i32;
  width: i32;
  /** Blocks of 16 columns in a row of gates, and in one of states. */
  blocks: i32;
  stateBlocks: i32;

  /** U in panels and its transpose; with the reset before, those of the candidate apart. */
  kernel: usize;
  transposed: usize;
  candidateKernel: usize;
  candidateTransposed: usize;
  /** The bias beside U, one row, where there is one. */
  bias: usize;
  /** A row of zeros. */
  zeros: usize;

  /** x W + b of each distinct vector, and which of them each word has, i32; 0 where z holds the words' own. */
  sums: usize;
  index: usize;
  /**
   * Whether a pass back reads the gates and all that belongs to them, and so each word has its own; else a row
   * has places for one word, which the next takes over. Whether each word has its own state.
   */
  keepsGates: i32;
  keepsStates: i32;
  /** Of each word: the gates, then the errors of their sums; the states. */
  z: usize;
  h: usize;
  /** Of each word: the state before, and how far these are apart. */
  before: usize;
  beforeStep: usize;
  /** Of each word: the memory of an LSTM cell, h U + b of a GRU cell, or r h where the reset is before. */
  c: usize;
  /** Of each word: tanh of c. */
  squashed: usize;
  /** Of each row: the errors of h, and of c or r h. */
  e: usize;
  ec: usize;
  /** Errors of h that come from the next layer word by word, and how far apart they are; 0 where none do. */
  errors: usize;
  errorsStep: usize;
  /** Where the errors of all states are kept, `gate` bytes each; 0 where nobody asks. */
  keptErrors: usize;
}

/** The step at work: its first word. */
let word: usize = 0;
/** The places of row 0's gates in this step and in that read before, and where its states of both are. */
export let at: usize = 0;
export let beforeAt: usize = 0;
export let states: usize = 0;
export let statesBefore: usize = 0;
/** How many rows the step has. */
export let rows: i32 = 0;
/** The rows from `first` up to this one have a state before; the state before of the others is zeros. */
export let old: i32 = 0;
/** The first row whose error is carried. */
export let carried: i32 = 0;

@inline
function liveAt(p: Recurrence, t: i32): i32 {
  return load<i32>(p.live + (<usize>t << 2));
}

@inline
function startOf(p: Recurrence, t: i32): usize {
  return <usize>load<i32>(p.starts + (<usize>t << 2));
}

/** Finds what step i in the order of reading has for rows `first` up to `end`; false where that is nothing. */
function findStep(p: Recurrence, i: i32, first: i32, end: i32): bool {
  const steps = p.steps;
  const backward = p.readsBackward;
  const t = backward ? steps - 1 - i : i;
  const before = backward ? t + 1 : t - 1;
  const live = liveAt(p, t);
  rows = min(live, end);
  if (rows <= first) return false;
  const hStep = p.hStep;
  word = startOf(p, t);
  at = p.keepsGates ? word : 0;
  states = p.h + (p.keepsStates ? word * hStep : 0);
  old = first;
  if (i > 0) {
    const wordBefore = startOf(p, before);
    beforeAt = p.keepsGates ? wordBefore : 0;
    statesBefore = p.h + (p.keepsStates ? wordBefore * hStep : 0);
    old = max(first, min(min(live, liveAt(p, before)), end));
  }
  carried = first;
  const most = p.most;
  if (most < steps) {
    // Read backward, a row of L words ends at step T - L, so that longer rows end, and are cut, earlier.
    const cut = backward ? (t >= most ? liveAt(p, t - most) : 0) : steps - t > most ? rows : 0;
    carried = max(first, min(rows, cut));
  }
  return true;
}

/** Bytes of a row of gates that products write. */
@inline
export function rowBytes(p: Recurrence): usize {
  return <usize>p.blocks * 64;
}

/** Finds a step, and brings its sums x W + b to z where they are of distinct vectors. */
export function beginForward(p: Recurrence, i: i32, first: i32, end: i32): bool {
  if (!findStep(p, i, first, end)) return false;
  const sums = p.sums;
  if (sums) {
    const zStep = p.zStep;
    const ids = p.index + ((word + first) << 2);
    gatherRows(p.z + (at + first) * zStep, zStep, sums, zStep, ids, rowBytes(p), rows - first);
  }
  return true;
}

/** out = start + h U for the rows that have a state before; rows of both are `zStep` apart, or start is one. */
export function addStates(p: Recurrence, out: usize, start: usize, startStep: usize, blocks: i32, first: i32): void {
  const h = statesBefore + <usize>first * p.hStep;
  addRowsTimesPanels(out, p.zStep, start, startStep, h, p.hStep, p.kernel, blocks, p.pitch, old - first);
}

/**
 * Finds a step, adds the errors of its states that come from the next layer to e, and sets to zero those of
 * rows that no error is carried to.
 */
export function beginBackward(p: Recurrence, i: i32, first: i32, end: i32): bool {
  if (!findStep(p, i, first, end)) return false;
  const gate = p.gate;
  const eStep = p.eStep;
  const count = rows - first;
  const own = word + first;
  const e = p.e + <usize>first * eStep;
  const errors = p.errors;
  const kept = p.keptErrors;
  if (errors) addRows(e, eStep, errors + own * p.errorsStep, p.errorsStep, gate, count);
  if (kept) copyRows(kept + own * gate, gate, e, eStep, gate, count);
  const zStep = p.zStep;
  const lost = <usize>(carried - first);
  memory.fill(e, 0, lost * eStep);
  memory.fill(p.z + own * zStep, 0, lost * zStep);
  old = max(old, carried);
  return true;
}

/** e = start + z Uᵀ for the rows that have a state before; start is e itself where `adds`, else zeros. */
export function carryErrors(p: Recurrence, z: usize, transposed: usize, width: i32, adds: bool): void {
  const eStep = p.eStep;
  const zStep = p.zStep;
  const e = p.e + <usize>carried * eStep;
  const start = adds ? e : p.zeros;
  const from = z + (at + carried) * zStep;
  addRowsTimesPanels(
    e, eStep, start, adds ? eStep : 0, from, zStep, transposed, p.stateBlocks, width, old - carried,
  );
}

/** before = the state before each word, zeros for the first that is read of a row. */
export function copyStatesBefore(p: Recurrence, first: i32, end: i32, from: i32, to: i32): void {
  const gate = p.gate;
  const hStep = p.hStep;
  const beforeStep = p.beforeStep;
  for (let step = from; step < to; ++step) {
    if (!findStep(p, step, first, end)) continue;
    const before = p.before + word * beforeStep;
    const h = statesBefore + <usize>first * hStep;
    copyRows(before + <usize>first * beforeStep, beforeStep, h, hStep, gate, old - first);
    memory.fill(before + <usize>old * beforeStep, 0, <usize>(rows - old) * beforeStep);
  }
}
