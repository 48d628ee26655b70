/** A cell over the kernels: what happens to the rows of one step, after and before the products with U. */

import type { Work } from "./deal.ts";

/** The rows of a step that are at work. */
export interface StepRows {
  readonly t: number;
  /** The number of the first word of the step, and of the step that was read before it. */
  readonly at: number;
  readonly beforeAt: number;
  /** The rows from `first` up to `rows`; those below `old` have a state before. */
  readonly first: number;
  readonly rows: number;
  readonly old: number;
}

/** What a cell does in a step. */
export interface CellKernels {
  /** Places the cell's own areas. */
  place(words: number, rows: number): void;
  /** Before a pass back: transposes U. */
  beginBackward(): void;
  /** From the sums x W + b in z and the states before: the states h of a step. */
  forward(step: StepRows): void;
  /**
   * From the errors of h in `e`: those of the sums, in z; and the errors of the states before, in `e`, for
   * the rows that have one.
   */
  backward(step: StepRows): void;
  /** Sets to zero what a step that no error reaches would add to the gradients: rows `first` to `rows`. */
  clear(step: StepRows): void;
  /** What adds the gradients of U and its bias over all words. `before` holds the states before each word. */
  gradientWorks(words: number, before: number, beforeStep: number): readonly Work[];
}
