import type { InputVector } from "./linear.ts";

/** What a layer reads: a vector, or a token, for each step and row of a batch. */
export interface InputVectors {
  at(step: number, row: number): InputVector;
}

/**
 * Vectors `[steps, rows, width]` in one buffer, float64, zeros at first. A layer writes them batch after batch.
 * Those that nobody asks for, of steps that a row does not have, take no time.
 */
export class Vectors implements InputVectors {
  readonly steps: number;
  readonly rows: number;
  readonly width: number;
  readonly #cut: (index: number) => Float64Array;
  readonly #vectors: (Float64Array | undefined)[];
  readonly #used: Float64Array[] = [];
  readonly #columns = new Map<number, Vectors>();

  /** @param cut what makes the vector of a place where they lie in memory that there is */
  constructor(steps: number, rows: number, width: number, cut?: (index: number) => Float64Array) {
    this.steps = steps;
    this.rows = rows;
    this.width = width;
    this.#vectors = Array.from({ length: steps * rows }, () => undefined);
    if (cut) {
      this.#cut = cut;
    } else {
      const all = new Float64Array(steps * rows * width);
      this.#cut = (index) => all.subarray(index * width, (index + 1) * width);
    }
  }

  /** The vector of a step and row; what is written to it stays. */
  at(step: number, row: number): Float64Array {
    const index = step * this.rows + row;
    return this.#vectors[index] ?? this.#use(index);
  }

  /** Sets all of them to 0. */
  clear(): void {
    for (const vector of this.#used) vector.fill(0);
  }

  /** Some numbers of each vector, as vectors on the same memory. */
  columns(from: number, width: number): Vectors {
    const had = this.#columns.get(from);
    if (had?.width === width) return had;
    const columns = new Vectors(this.steps, this.rows, width, (index) => {
      const whole = this.#vectors[index] ?? this.#use(index);
      return whole.subarray(from, from + width);
    });
    this.#columns.set(from, columns);
    return columns;
  }

  #use(index: number): Float64Array {
    const vector = this.#cut(index);
    this.#vectors[index] = vector;
    this.#used.push(vector);
    return vector;
  }
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
