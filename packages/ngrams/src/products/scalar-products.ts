import type { SparseMatrix } from "../sparse-matrix.ts";
import type { Steps } from "../steps.ts";
import type { Products, UpdateRow } from "./products.ts";

/** Entries times outputs that are visited between two pauses. */
const workPerPause = 2 ** 20;

/** The products as plain loops: the definition of what the kernels of assembly/ give. */
export class ScalarProducts implements Products {
  readonly width: number;
  readonly factor: Float32Array<ArrayBuffer>;
  readonly gradient: Float32Array<ArrayBuffer>;
  readonly #x: SparseMatrix;

  constructor(x: SparseMatrix, width: number) {
    this.#x = x;
    this.width = width;
    this.factor = new Float32Array((x.columns + 1) * width);
    this.gradient = new Float32Array((x.columns + 1) * width);
  }

  *multiply(z: Float32Array): Steps<void> {
    const rest = new Pauses(this.#x, this.width);
    for (let row = 0; row < this.#x.rows; row++) {
      this.#multiplyRow(row, z, row * this.width);
      if (rest.due(row)) yield;
    }
  }

  *multiplyTransposed(errors: Float32Array): Steps<void> {
    const rest = new Pauses(this.#x, this.width);
    this.gradient.fill(0);
    for (let row = 0; row < this.#x.rows; row++) {
      this.#addTransposedRow(row, this.gradient, errors, row * this.width);
      if (rest.due(row)) yield;
    }
  }

  *sweep(order: Int32Array, update: UpdateRow): Steps<void> {
    const rest = new Pauses(this.#x, this.width);
    const z = new Float32Array(this.width);
    for (const row of order) {
      this.#multiplyRow(row, z, 0);
      update(row, z);
      this.#addTransposedRow(row, this.factor, z, 0);
      if (rest.due(row)) yield;
    }
  }

  #multiplyRow(row: number, z: Float32Array, start: number): void {
    const { width, factor } = this;
    const { columns, rowOffsets, indices, values } = this.#x;
    const bias = columns * width;
    const [from, to] = [rowOffsets[row], rowOffsets[row + 1]];
    if (width === 1) {
      let sum = factor[bias];
      for (let at = from; at < to; at++) sum += values[at] * factor[indices[at]];
      z[start] = sum;
      return;
    }
    for (let k = 0; k < width; k++) {
      let sum = factor[bias + k];
      for (let at = from; at < to; at++) {
        sum = Math.fround(sum + Math.fround(values[at] * factor[indices[at] * width + k]));
      }
      z[start + k] = sum;
    }
  }

  #addTransposedRow(row: number, matrix: Float32Array, errors: Float32Array, start: number): void {
    const { width } = this;
    const { columns, rowOffsets, indices, values } = this.#x;
    const bias = columns * width;
    const [from, to] = [rowOffsets[row], rowOffsets[row + 1]];
    if (width === 1) {
      const error = errors[start];
      for (let at = from; at < to; at++) matrix[indices[at]] += values[at] * error;
      matrix[bias] += error;
      return;
    }
    for (let at = from; at < to; at++) {
      const value = values[at];
      const column = indices[at] * width;
      for (let k = 0; k < width; k++) {
        matrix[column + k] += Math.fround(value * errors[start + k]);
      }
    }
    for (let k = 0; k < width; k++) matrix[bias + k] += errors[start + k];
  }
}

/** Says after which rows to pause. */
class Pauses {
  #work = 0;
  readonly #rowOffsets: Int32Array;
  readonly #width: number;

  constructor({ rowOffsets }: SparseMatrix, width: number) {
    this.#rowOffsets = rowOffsets;
    this.#width = width;
  }

  due(row: number): boolean {
    this.#work += (this.#rowOffsets[row + 1] - this.#rowOffsets[row]) * this.#width;
    if (this.#work < workPerPause) return false;
    this.#work = 0;
    return true;
  }
}
