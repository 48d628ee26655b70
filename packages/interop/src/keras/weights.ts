import type { Layer, Sequential } from "@rnn/model";
import { type Tensor, zeros } from "@rnn/tensor";
import { InteropError } from "../interop-error.ts";
import { setWeights } from "../make-sequential.ts";
import type { Hdf5Reader } from "./hdf5.ts";
import type { ReadLayer } from "./read-layers.ts";
import { listWeightPaths } from "./weight-paths.ts";

/** The group of the layers; Keras 3.0 has the second name for it. */
const groupNames = ["layers", "_layer_checkpoint_dependencies"];

/**
 * Gives the network the weights of a file. A layer without a bias there gets one of zeros.
 * @throws InteropError where the file has not the weights of these layers
 */
export function setWeightsFrom(
  caller: string,
  network: Sequential,
  layers: readonly ReadLayer[],
  file: Hdf5Reader,
): void {
  const root = groupNames.find((name) => file.names(name) !== undefined);
  if (root === undefined) {
    throw new InteropError(
      "ERR_RNN_INTEROP_FILE",
      `${caller}: expected weights as Keras 3 writes them, got an HDF5 file of another layout, such as that of ` +
        'an .h5 file. Open it in Keras, and save it again: model.save("model.keras").',
    );
  }
  const weights: Record<string, Tensor<"float64">> = {};
  for (const { weight, path, place } of listWeightPaths(network.layers)) {
    const { layer, useBias } = layers[place];
    weights[weight] =
      useBias || !weight.endsWith(".bias")
        ? file.read(path.replace(/^layers/, root))
        : zeros(shapeOfBias(layer, weights[weight.replace(/bias$/, "kernel")].shape[1]));
  }
  setWeights(caller, network, weights);
}

/** The datasets of a file of the network's weights. */
export function listDatasets(
  network: Sequential,
): (readonly [path: string, shape: readonly number[], data: Float32Array])[] {
  const { weights, layers } = network;
  return listWeightPaths(layers).map(({ weight, path }) => {
    const { data, shape } = weights[weight].astype("float32").contiguous();
    return [path, shape, data] as const;
  });
}

function shapeOfBias(layer: Layer, width: number): readonly number[] {
  const cells = layer.kind === "bidirectional" ? layer.layer : layer;
  return cells.kind === "gru" && cells.resetAfter ? [2, width] : [width];
}
