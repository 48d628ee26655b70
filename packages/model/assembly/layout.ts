/**
 * Where everything stands in memory, in bytes; the host sets these once a plan, before any kernel runs.
 *
 * A row of `cells` floats takes `stride` bytes: whole blocks of 16 floats. What is multiplied as a matrix
 * of weights, w1h and its kin, stands in panels of 16 columns, so that a kernel reads it straight through:
 * the element at row i, column j is at panel j / 16, row i, place j % 16.
 *
 * The places after the cells start as zeros and stay so while the input is finite; where it is infinite,
 * they become NaN, infinity times zero, in states, gradients and weights alike. No kernel lets one place of
 * a row into another but `dot`, which leaves them out, and sums over rows of `left`, which end at `cells`.
 */

/** Floats of a block: four vectors. */
export const blockFloats: i32 = 16;
export const blockBytes: usize = 64;

export let cells: i32 = 0;
export let features: i32 = 0;
/** Bytes of a token: 1, 2 or 4. */
export let tokenBytes: usize = 0;
/** Bytes of a row of states, errors, w1x, b1 or w2. */
export let stride: usize = 0;

/** Parameters: w1h in panels, w1x `[features]` rows, b1 and w2 one row each, b2 one float. */
export let w1h: usize = 0;
export let w1x: usize = 0;
export let b1: usize = 0;
export let w2: usize = 0;
export let b2: usize = 0;

/** Their gradients, laid out alike. */
export let w1hGradient: usize = 0;
export let w1xGradient: usize = 0;
export let b1Gradient: usize = 0;
export let w2Gradient: usize = 0;
export let b2Gradient: usize = 0;

/** The transpose of w1h, in panels. */
export let w1hTransposed: usize = 0;
/**
 * The rows of w1x that the last gradient touched: how many, and then which, i32; and for each row whether
 * it is among them, u8.
 */
export let touched: usize = 0;
export let marks: usize = 0;

/** The input of a batch: tokens `[rows, steps]` as in tokens.ts, or floats `[steps, rows, features]`. */
export let inputs: usize = 0;
/** The addresses of the rows of w1x that the tokens of a step stand for, `[rows]`. */
export let tokenRows: usize = 0;
/** How many rows step t computes, i32 `[steps]`; it never falls. */
export let live: usize = 0;
/** The states before the ones that are kept: two buffers `[rows]` that take turns. */
export let passing: usize = 0;
/** The last states, `[kept + 1, rows]`. */
export let kept: usize = 0;
/** The errors of a step and of the one before, two buffers `[rows]` that take turns. */
export let errors: usize = 0;
/** One float a row: logits out of a forward pass; the loss's derivative by each into a backward one. */
export let logits: usize = 0;
