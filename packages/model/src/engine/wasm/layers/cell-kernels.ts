import type { Work } from "./deal.ts";

/** A cell over the kernels: what happens to the rows of a step, between the products with W. */
export interface CellKernels {
  /** Places the cell's own areas, for what is kept of so many words. */
  place(kept: number, rows: number): void;
  /** Before a pass back: transposes U. */
  beginBackward(): void;
  /**
   * From the sums x W + b and the states before: the states h of steps `from` up to `to`, in the order of
   * reading, for rows `first` up to `end`.
   */
  forward(first: number, end: number, from: number, to: number): void;
  /** From the errors of h, step by step back: those of the sums, in z, and those of the states before. */
  backward(first: number, end: number, from: number, to: number): void;
  /** What adds the gradients of U and its bias over all words. `before` holds the states before each word. */
  gradientWorks(words: number, before: number, beforeStep: number): readonly Work[];
}
