/**
 * What a kernel must know: sizes, and where everything is in memory. The host keeps one plan a share in the
 * kernels' own memory and hands over its address. Each field has 4 bytes; build-kernels.mjs gives the host
 * their names in this order, and the host compares `planBytes` when it makes an instance.
 *
 * A row of `cells` floats takes `stride` bytes: whole blocks of 16 floats. What is multiplied as a matrix
 * of weights, the recurrent kernel and its kin, is in panels of 16 columns, so that a kernel reads it
 * straight through: the element at row i, column j is at panel j / 16, row i, place j % 16.
 *
 * The places after the cells start as zeros and stay so while the input is finite; where it is infinite,
 * they become NaN, infinity times zero, in states, gradients and weights alike. No kernel lets one place of
 * a row into another but `dot`, which leaves them out, and sums over rows of `left`, which end at `cells`.
 */

/** Floats of a block: four vectors. */
export const blockFloats: i32 = 16;
export const blockBytes: usize = 64;

@unmanaged
export class Plan {
  cells: i32;
  features: i32;
  /** Bytes of a token: 1, 2 or 4. */
  tokenBytes: usize;
  /** Bytes of a row of states, errors, kernel, bias or output kernel. */
  stride: usize;

  /** The batch: its rows and steps, and how many of the last states are kept for the way back. */
  rows: i32;
  steps: i32;
  keep: i32;
  /** Whether the input is floats, and not tokens. */
  dense: i32;
  /** Whether the error is carried back by the transpose of the recurrent kernel, and not by itself. */
  exact: i32;

  /** Parameters: one in panels, the kernel `[features]` rows, bias and output kernel one row, one float. */
  recurrentKernel: usize;
  kernel: usize;
  bias: usize;
  outputKernel: usize;
  outputBias: usize;

  /** Their gradients, laid out alike. */
  recurrentKernelGradient: usize;
  kernelGradient: usize;
  biasGradient: usize;
  outputKernelGradient: usize;
  outputBiasGradient: usize;

  /** The transpose of the recurrent kernel, in panels. */
  recurrentKernelTransposed: usize;
  /**
   * The rows of the kernel that the last gradient touched: how many, and then which, i32; and for each row
   * whether it is among them, u8.
   */
  touched: usize;
  marks: usize;

  /** The input of a batch: tokens `[rows, steps]` as in tokens.ts, or floats `[steps, rows, features]`. */
  inputs: usize;
  /** The addresses of the rows of the kernel that the tokens of a step stand for, `[rows]`. */
  tokenRows: usize;
  /** How many rows step t computes, i32 `[steps]`; it never falls. */
  live: usize;
  /** The states before the ones that are kept: two buffers `[rows]` that take turns. */
  passing: usize;
  /** The last states, `[keep + 1, rows]`. */
  kept: usize;
  /** The errors of a step and of the one before, two buffers `[rows]` that take turns. */
  errors: usize;
  /** One float a row: logits out of a forward pass; the loss's derivative by each into a backward one. */
  logits: usize;
}

/** Bytes of a plan. */
export const planBytes: usize = offsetof<Plan>();
/** The first byte after the kernels' own constants. */
export const dataEnd: usize = __heap_base;
