import { checkWhole } from "@rnn/tensor/checks";
import { type Batch, lengthOf } from "./batch.ts";
import { bindFunctions } from "./bind-functions.ts";
import { checkLayerOptions } from "./check-layer.ts";
import type { BackwardPass, ForwardPass, LayerFunctions } from "./layer-functions.ts";
import { addOuterProduct, addProduct } from "./linear.ts";
import type { InputVectors } from "./vectors.ts";

/** An embedding, as a plan holds it. */
export interface Embedding {
  readonly kind: "embedding";
  /** How many ids there are. */
  readonly inputDim: number;
  /** Length of an id's vector. */
  readonly outputDim: number;
  /** Whether id 0 is padding, which the layers after it pass over. */
  readonly maskZero: boolean;
}

/**
 * A vector for each id, learnt: v = E[id], with E the embeddings `[inputDim, outputDim]`. The first layer
 * of a network that reads ids.
 *
 * @param inputDim how many ids there are, 0 to inputDim - 1
 * @param outputDim length of a vector
 * @param options.maskZero whether id 0 is padding: recurrent layers hand their state on over it, and pooling
 *   passes over it; default false
 * @throws RangeError, TypeError for an option outside its range, or unknown
 *
 * @example
 * ```ts
 * embedding(1000, 32, { maskZero: true }).inputDim; // => 1000
 * ```
 *
 * Python twin: `keras.layers.Embedding(input_dim, output_dim, mask_zero)`.
 */
export function embedding(
  inputDim: number,
  outputDim: number,
  options: { maskZero?: boolean } = {},
): Embedding {
  checkWhole("embedding", "inputDim", inputDim, 1, { most: 2 ** 31 - 1 });
  checkWhole("embedding", "outputDim", outputDim, 1, { most: 65_535 });
  checkLayerOptions("embedding", options, { maskZero: "boolean" });
  const { maskZero = false } = options;
  return bindFunctions({ kind: "embedding", inputDim, outputDim, maskZero }, embeddingFunctions);
}

type Name = "embeddings";

/** v = E[id] */
function forward(_: Embedding, { batch, input, output, weights }: ForwardPass<Name>): void {
  for (let t = 0; t < batch.steps; t++) {
    for (let n = 0; n < batch.rows; n++) {
      if (t >= lengthOf(batch, n)) continue;
      const vector = output.at(t, n);
      vector.fill(0);
      addProduct(vector, input.at(t, n), weights.embeddings);
    }
  }
}

/** ∂E[id] += ∂v */
function backward(
  _: Embedding,
  { batch, input, gradients, outputError }: BackwardPass<Name>,
): void {
  for (let t = 0; t < batch.steps; t++) {
    for (let n = 0; n < batch.rows; n++) {
      if (t >= lengthOf(batch, n)) continue;
      addOuterProduct(gradients.embeddings, input.at(t, n), outputError.at(t, n));
    }
  }
}

/** 1 where the id is not 0. */
function makeMask(
  { maskZero }: Embedding,
  batch: Batch,
  input: InputVectors,
): Uint8Array | undefined {
  if (!maskZero) return undefined;
  const { rows, steps } = batch;
  const mask = new Uint8Array(steps * rows);
  for (let t = 0; t < steps; t++) {
    for (let n = 0; n < rows; n++) {
      if (t < lengthOf(batch, n) && input.at(t, n) !== 0) mask[t * rows + n] = 1;
    }
  }
  return mask;
}

/** The embedding's functions. */
const embeddingFunctions: LayerFunctions<Embedding, Name> = {
  reads: "tokens",
  gives: "steps",
  causal: true,
  parameters: ({ inputDim, outputDim }) => [
    { name: "embeddings", shape: [inputDim, outputDim], initial: "smallUniform" },
  ],
  outputWidth: ({ outputDim }) => outputDim,
  makeMask,
  forward,
  backward,
};
