import { dense, embedding, type Layer, Sequential } from "@rnn/model";
import { Tensor } from "@rnn/tensor";
import { optimizerOf } from "./network-part.ts";
import type { NetworkSettings } from "./network-settings.ts";

/** How wide a network becomes. */
interface Sizes {
  readonly vocabularySize: number;
  readonly classes: number;
}

/**
 * A trained network with rows for more tokens and outputs for more classes, to be trained further; its optimizer
 * starts afresh. It gives the same probabilities as before, but for what its new classes take: tokens that are new
 * begin with random vectors, classes with no weights and the mean of the others' biases.
 */
export function continueNetwork(
  old: Sequential,
  settings: NetworkSettings,
  { vocabularySize, classes }: Sizes,
): Sequential {
  const { batchSize, seed, engine, onWarning } = settings;
  const units = classes === 2 ? 1 : classes;
  const layers = old.layers.map((layer, place): Layer => {
    if (layer.kind === "embedding") {
      return embedding(vocabularySize, layer.outputDim, { maskZero: layer.maskZero });
    }
    return layer.kind === "dense" && place === old.layers.length - 1 ? dense(units) : layer;
  });
  const network = new Sequential(layers, {
    optimizer: optimizerOf(settings),
    batchSize,
    seed,
    engine,
    ...(onWarning && { onWarning }),
  });
  const known: Readonly<Record<string, Tensor>> = old.weights;
  const weights: Record<string, Tensor> = {};
  for (const [name, random] of Object.entries<Tensor>(network.weights)) {
    const given = known[name];
    if (name === "embedding.embeddings") weights[name] = addRows(given, random);
    else if (name.startsWith("dense.")) weights[name] = addOutputs(given, units);
    else weights[name] = given;
  }
  network.setWeights(weights);
  return network;
}

/** The rows of a table, and those of a longer one after them. */
function addRows(table: Tensor, longer: Tensor): Tensor {
  const rows = longer.copy();
  rows.data.set(table.contiguous().data);
  return rows;
}

/** A kernel `[inputs, outputs]` or a bias `[outputs]` of more outputs. */
function addOutputs(given: Tensor, outputs: number): Tensor {
  const shape = [...given.shape];
  const before = shape.pop() ?? 0;
  if (before === outputs) return given;
  const { data } = given.contiguous();
  const isBias = shape.length === 0;
  const wide = new Float32Array((data.length / before) * outputs);
  for (let row = 0; row * before < data.length; row++) {
    // A sigmoid's logit is the difference of the two of a softmax.
    const old =
      before === 1
        ? [-data[row] / 2, data[row] / 2]
        : Array.from(data.subarray(row * before, (row + 1) * before), Number);
    const mean = isBias ? old.reduce((sum, value) => sum + value, 0) / old.length : 0;
    wide.fill(mean, row * outputs, (row + 1) * outputs);
    wide.set(old, row * outputs);
  }
  return new Tensor(wide, "float32", [...shape, outputs]);
}
