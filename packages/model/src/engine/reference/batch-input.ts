import type { InputVector } from "../../layers/linear.ts";
import { type InputVectors, VectorStore, type Vectors } from "../../layers/vectors.ts";
import type { DenseSequences, RaggedSequences, Sequences } from "../../network/sequences.ts";

/** The input of a batch: the tokens or vectors of some rows of the data, in their order. */
export class BatchInput implements InputVectors {
  readonly #store = new VectorStore();
  #tokens: Int32Array = new Int32Array(0);
  /** Where each row's tokens begin. */
  #starts = new Int32Array(0);
  #dense: Vectors | undefined;
  #steps = 0;
  #lengths: Int32Array | undefined;

  /** Time steps of the longest row. */
  get steps(): number {
    return this.#steps;
  }

  /** Time steps of each row; undefined where all have the same. */
  get lengths(): Int32Array | undefined {
    return this.#lengths;
  }

  /** Takes the rows of the data. The data must not change until the batch is done. */
  read(data: Sequences, rows: Int32Array): void {
    this.#dense = undefined;
    this.#lengths = undefined;
    this.#steps = data.steps;
    if ("offsets" in data) {
      this.#readRagged(data, rows);
    } else if ("tokens" in data) {
      this.#tokens = data.tokens;
      this.#starts = rows.map((row) => row * data.steps);
    } else {
      this.#dense = this.#copyDense(data, rows);
    }
  }

  at(step: number, row: number): InputVector {
    if (this.#dense !== undefined) return this.#dense.at(step, row);
    return this.#tokens[this.#starts[row] + step];
  }

  #readRagged({ tokens, offsets }: RaggedSequences, rows: Int32Array): void {
    this.#tokens = tokens;
    this.#starts = rows.map((row) => offsets[row]);
    this.#lengths = rows.map((row) => offsets[row + 1] - offsets[row]);
    this.#steps = this.#lengths.reduce((most, length) => Math.max(most, length), 0);
  }

  #copyDense({ dense, steps, features }: DenseSequences, rows: Int32Array): Vectors {
    const vectors = this.#store.get("input", steps, rows.length, features);
    for (let t = 0; t < steps; t++) {
      for (let n = 0; n < rows.length; n++) {
        const from = (rows[n] * steps + t) * features;
        vectors.at(t, n).set(dense.subarray(from, from + features));
      }
    }
    return vectors;
  }
}
