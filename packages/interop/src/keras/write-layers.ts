import type { Layer, Recurrent } from "@rnn/model";
import { InteropError } from "../interop-error.ts";
import { numberNames } from "../number-names.ts";
import type { KerasObject } from "./config.ts";
import { readsSteps } from "./reads-steps.ts";

/**
 * The configuration of a Sequential model of these layers, which `keras.models.load_model` builds.
 * @param features numbers a step, where the first layer is not an embedding
 */
export function writeLayers(
  caller: string,
  layers: readonly Layer[],
  features: number | undefined,
): KerasObject {
  checkMaximum(caller, layers);
  const shape = features === undefined ? [null, null] : [null, null, features];
  const dtype = features === undefined ? "int32" : "float32";
  const input = keras("InputLayer", { batch_shape: shape, dtype, sparse: false, name: "input" });
  const names = numberNames(layers.map(({ kind }) => snake(kind)));
  const written = layers.map((layer, i) => {
    const object = writeLayer(layer, i === layers.length - 1, readsSteps(layers.slice(i + 1)));
    return { ...object, config: { name: names[i], ...object.config } };
  });
  const config = { name: "sequential", trainable: true, layers: [input, ...written] };
  return keras("Sequential", config);
}

function writeLayer(layer: Layer, isLast: boolean, steps: boolean): KerasObject {
  switch (layer.kind) {
    case "embedding": {
      const { inputDim, outputDim, maskZero } = layer;
      return keras("Embedding", {
        input_dim: inputDim,
        output_dim: outputDim,
        mask_zero: maskZero,
      });
    }
    case "bidirectional": {
      const forward = writeCells(layer.layer, steps, false);
      const backward = writeCells(layer.layer, steps, true);
      return keras("Bidirectional", {
        merge_mode: "concat",
        layer: forward,
        backward_layer: backward,
      });
    }
    case "globalAveragePooling1d":
      return keras("GlobalAveragePooling1D", { data_format: "channels_last", keepdims: false });
    case "globalMaxPooling1d":
      return keras("GlobalMaxPooling1D", { data_format: "channels_last", keepdims: false });
    case "dropout":
      return keras("Dropout", { rate: layer.rate });
    case "dense": {
      const { units } = layer;
      const activation = isLast ? (units === 1 ? "sigmoid" : "softmax") : "linear";
      return keras("Dense", { units, activation, use_bias: true });
    }
    default:
      return writeCells(layer, steps);
  }
}

/** @param backwards whether it is the second half of both directions; undefined where it stands alone */
function writeCells(layer: Recurrent, steps: boolean, backwards?: boolean): KerasObject {
  const { kind, units } = layer;
  const direction = backwards === undefined ? "" : backwards ? "backward_" : "forward_";
  const common = {
    ...(direction && { name: `${direction}${snake(kind)}` }),
    units,
    return_sequences: steps,
    go_backwards: backwards === true,
    zero_output_for_mask: backwards !== undefined,
    activation: "tanh",
    use_bias: true,
  };
  switch (layer.kind) {
    case "lstm":
      return keras("LSTM", {
        ...common,
        recurrent_activation: "sigmoid",
        unit_forget_bias: layer.unitForgetBias,
      });
    case "gru":
      return keras("GRU", {
        ...common,
        recurrent_activation: "sigmoid",
        reset_after: layer.resetAfter,
      });
    default:
      return keras("SimpleRNN", common);
  }
}

/** Keras's maximum counts masked steps. */
function checkMaximum(caller: string, layers: readonly Layer[]): void {
  const isMasked = layers.some((layer) => layer.kind === "embedding" && layer.maskZero);
  const place = layers.findIndex(
    (layer) => layer.kind === "globalMaxPooling1d" && !layer.ignoreMask,
  );
  if (!isMasked || place === -1) return;
  throw new InteropError(
    "ERR_RNN_INTEROP_UNSUPPORTED",
    `${caller}: expected layers that Keras has, got globalMaxPooling1d over a mask (layers[${place}]), which Keras's ` +
      "GlobalMaxPooling1D ignores. Train with globalMaxPooling1d({ ignoreMask: true }).",
  );
}

function keras(name: string, config: Readonly<Record<string, unknown>>): KerasObject {
  const module = name === "Sequential" ? "keras" : "keras.layers";
  return { module, class_name: name, config, registered_name: null };
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
