import type { Steps } from "../steps.ts";

/** Replaces the z of a row, `[width]`, by errors. */
export type UpdateRow = (row: number, z: Float32Array) => void;

/**
 * Products of sparse rows x `[rows, columns]` with one matrix after another in float32. A matrix holds W row
 * by row `[columns, width]`, then b `[width]`; the width is the outputs', filled up with zeros.
 */
export interface Products {
  readonly width: number;
  /** What `multiply` multiplies by; the caller writes it, zeros where outputs are filled up. */
  readonly factor: Float32Array<ArrayBuffer>;
  /** What `multiplyTransposed` gives, until its next call. */
  readonly gradient: Float32Array<ArrayBuffer>;
  /** z = x W + b, `[rows, width]`. */
  multiply(z: Float32Array): Steps<void>;
  /** x**T e and, after it, the sums of e; e is `[rows, width]`. */
  multiplyTransposed(errors: Float32Array): Steps<void>;
  /**
   * Changes the factor row by row, in the given order: `update` gets the row's number and its z and puts errors e in
   * its place, upon which W grows by x**T e and b by e.
   */
  sweep(order: Int32Array, update: UpdateRow): Steps<void>;
}
