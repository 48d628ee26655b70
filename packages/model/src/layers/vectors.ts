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
  readonly #views: readonly Float64Array[];
  readonly #columns = new Map<number, Vectors>();

  constructor(steps: number, rows: number, width: number, views?: readonly Float64Array[]) {
    this.steps = steps;
    this.rows = rows;
    this.width = width;
    this.#views = views ?? cut(new Float64Array(steps * rows * width), steps * rows, width);
  }

  /** The vector of a step and row; what is written to it stays. */
  at(step: number, row: number): Float64Array {
    return this.#views[step * this.rows + row];
  }

  /** Sets all of them to 0. */
  clear(): void {
    for (const view of this.#views) view.fill(0);
  }

  /** Some numbers of each vector, as vectors on the same memory. */
  columns(from: number, width: number): Vectors {
    const had = this.#columns.get(from);
    if (had?.width === width) return had;
    const views = this.#views.map((view) => view.subarray(from, from + width));
    const columns = new Vectors(this.steps, this.rows, width, views);
    this.#columns.set(from, columns);
    return columns;
  }
}

function cut(all: Float64Array, count: number, width: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) => all.subarray(i * width, (i + 1) * width));
}

/** The vectors that a layer keeps from its forward pass to its backward pass, made when first asked for. */
export class VectorStore {
  readonly #stored = new Map<string, Vectors>();
  readonly #parts = new Map<string, VectorStore>();

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

  /** A store of its own for a part of the layer. */
  part(name: string): VectorStore {
    const part = this.#parts.get(name) ?? new VectorStore();
    this.#parts.set(name, part);
    return part;
  }
}
