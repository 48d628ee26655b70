import type { InputVector } from "../../layers/linear.ts";
import { type InputVectors, VectorStore, type Vectors } from "../../layers/vectors.ts";
import type { DenseSequences, Sequences } from "../../network/sequences.ts";

/** The input of a batch: the tokens or vectors of some rows of the data, in their order. */
export class BatchInput implements InputVectors {
  readonly #store = new VectorStore();
  #rows: Int32Array = new Int32Array(0);
  #steps = 0;
  #tokens: Int32Array = new Int32Array(0);
  #dense: Vectors | undefined;

  /** Takes the rows of the data. The data must not change until the batch is done. */
  read(data: Sequences, rows: Int32Array): void {
    this.#rows = rows;
    if ("tokens" in data) {
      this.#tokens = data.tokens;
      this.#steps = data.steps;
      this.#dense = undefined;
    } else {
      this.#dense = this.#copyDense(data, rows);
    }
  }

  at(step: number, row: number): InputVector {
    if (this.#dense !== undefined) return this.#dense.at(step, row);
    return this.#tokens[this.#rows[row] * this.#steps + step];
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
