import type { InputVector } from "./linear.ts";

/** What a layer reads: a vector, or a token, for each step and row of a batch. */
export interface InputVectors {
  at(step: number, row: number): InputVector;
}

/** Vectors `[steps, rows, width]` in one buffer, float64, zeros at first. A layer writes them batch after batch. */
export class Vectors implements InputVectors {
  readonly steps: number;
  readonly rows: number;
  readonly width: number;
  readonly #all: Float64Array;
  readonly #views: readonly Float64Array[];

  constructor(steps: number, rows: number, width: number) {
    this.steps = steps;
    this.rows = rows;
    this.width = width;
    const all = new Float64Array(steps * rows * width);
    this.#all = all;
    this.#views = Array.from({ length: steps * rows }, (_, i) =>
      all.subarray(i * width, (i + 1) * width),
    );
  }

  /** The vector of a step and row; what is written to it stays. */
  at(step: number, row: number): Float64Array {
    return this.#views[step * this.rows + row];
  }

  /** Sets all of them to 0. */
  clear(): void {
    this.#all.fill(0);
  }
}

/** The vectors that a layer keeps from its forward pass to its backward pass, made when first asked for. */
export class VectorStore {
  readonly #stored = new Map<string, Vectors>();

  /** Vectors of at least the given steps and rows. Where they must grow, what they held is lost. */
  get(name: string, steps: number, rows: number, width: number): Vectors {
    const had = this.#stored.get(name);
    if (had && had.steps >= steps && had.rows >= rows && had.width === width) return had;
    const grown = new Vectors(
      Math.max(steps, had?.steps ?? 0),
      Math.max(rows, had?.rows ?? 0),
      width,
    );
    this.#stored.set(name, grown);
    return grown;
  }
}
