/**
 * Where Keras 3 keeps each variable in a weights file, `model.weights.h5` of a .keras file among them:
 *
 *   layers/embedding/vars/0                                  a layer's, by the snake case of its class;
 *   layers/lstm_1/cell/vars/0 1 2                            `_1` for the second of a class
 *   layers/bidirectional/forward_layer/cell/vars/0 1 2       and backward_layer
 */
import type { Layer } from "@rnn/model";
import { numberNames } from "../number-names.ts";

/** The name of a weight here, and the path of its dataset there. */
export interface WeightPath {
  readonly weight: string;
  readonly path: string;
  /** Which of the layers it belongs to. */
  readonly place: number;
}

const classNames: Readonly<Record<Layer["kind"], string>> = {
  embedding: "embedding",
  simpleRnn: "simple_rnn",
  lstm: "lstm",
  gru: "gru",
  bidirectional: "bidirectional",
  globalAveragePooling1d: "global_average_pooling1d",
  globalMaxPooling1d: "global_max_pooling1d",
  dropout: "dropout",
  dense: "dense",
};

const cellWeights = ["kernel", "recurrentKernel", "bias"] as const;

/** The weights of the layers with their paths, in the layers' order. */
export function listWeightPaths(layers: readonly Layer[]): WeightPath[] {
  const here = numberNames(layers.map(({ kind }) => kind));
  const there = numberNames(layers.map(({ kind }) => classNames[kind]));
  return layers.flatMap((layer, place) => {
    const group = `layers/${there[place]}`;
    return partsOf(layer).map(([name, path]) => ({
      weight: `${here[place]}.${name}`,
      path: `${group}/${path}`,
      place,
    }));
  });
}

function partsOf(layer: Layer): (readonly [name: string, path: string])[] {
  switch (layer.kind) {
    case "embedding":
      return [["embeddings", "vars/0"]];
    case "dense":
      return ["kernel", "bias"].map((name, i) => [name, `vars/${i}`]);
    case "simpleRnn":
    case "lstm":
    case "gru":
      return cellWeights.map((name, i) => [name, `cell/vars/${i}`]);
    case "bidirectional":
      return ["forward", "backward"].flatMap((direction) =>
        partsOf(layer.layer).map(
          ([name, path]) => [`${direction}.${name}`, `${direction}_layer/${path}`] as const,
        ),
      );
    default:
      return [];
  }
}
