import type { Layer, Sequential, SequentialOptions } from "@rnn/model";
import { FormatError } from "@rnn/tensor";
import { toBytes } from "@rnn/tensor/checks";
import { readZip } from "@rnn/tensor/zip";
import { findFileKind } from "../file-kind.ts";
import { InteropError } from "../interop-error.ts";
import { makeSequential } from "../make-sequential.ts";
import { decodeUtf8 } from "../utf8.ts";
import { isKerasObject, isRecord } from "./config.ts";
import { readHdf5 } from "./hdf5.ts";
import { type ReadLayer, readLayers } from "./read-layers.ts";
import { setWeightsFrom } from "./weights.ts";

/** The most that a .keras file may inflate to, in bytes. */
const maxBytes = 2 ** 30;

/**
 * The network of a `.keras` file (Keras 3): a Sequential model of Embedding, SimpleRNN, LSTM, GRU,
 * Bidirectional, GlobalAveragePooling1D, GlobalMaxPooling1D, Dropout and Dense. Needs h5wasm, an optional
 * peer: `npm install h5wasm`.
 *
 * A layer that was made without a bias gets one of zeros. Keras's maximum counts masked steps, and so does
 * what becomes of it. The model's optimizer and its state are not read.
 *
 * @param bytes what `model.save("model.keras")` writes
 * @param options those of the network: its optimizer, default `adam()`, batch size and so on
 * @returns a network that predicts what the model predicts
 * @throws InteropError with a `code` for other bytes, and for a layer or a setting that there is not here;
 *   Error where h5wasm is not installed
 *
 * @example
 * ```ts
 * const network = new Sequential([embedding(50, 4, { maskZero: true }), gru(3), dense(1)]);
 * (await decodeKeras(await encodeKeras(network))).layers[1]; // => { kind: "gru", units: 3, resetAfter: true, bpttSteps: null }
 * ```
 *
 * Python twin: `keras.models.load_model("model.keras")`.
 */
export async function decodeKeras(
  bytes: Uint8Array | ArrayBuffer,
  options: SequentialOptions = {},
): Promise<Sequential> {
  const file = toBytes("decodeKeras", "bytes", bytes);
  const [config, weights] = await readMembers(file);
  const layers = readLayers("decodeKeras", readModel(config));
  return makeNetwork("decodeKeras", layers, options, weights);
}

/**
 * The network of these layers with the weights of a `.weights.h5` file (Keras 3), as `decodeKeras` reads
 * those of a whole model.
 *
 * @param bytes what `model.save_weights("model.weights.h5")` writes
 * @param layers those of the model, `embedding(1000, 32)` and so on
 * @param options those of the network
 * @throws InteropError where the weights are not those of these layers
 *
 * @example
 * ```ts
 * const layers = [embedding(50, 4), lstm(3), dense(1)];
 * const bytes = await encodeKerasWeights(new Sequential(layers));
 * (await decodeKerasWeights(bytes, layers)).weights["lstm.kernel"].shape; // => [4, 12]
 * ```
 *
 * Python twin: `model.load_weights("model.weights.h5")`.
 */
export async function decodeKerasWeights(
  bytes: Uint8Array | ArrayBuffer,
  layers: readonly Layer[],
  options: SequentialOptions = {},
): Promise<Sequential> {
  const file = toBytes("decodeKerasWeights", "bytes", bytes);
  if (findFileKind(file) === "a zip archive") {
    throw new InteropError(
      "ERR_RNN_INTEROP_FILE",
      "decodeKerasWeights: expected a .weights.h5 file of Keras 3, got a zip archive. A whole model, of a .keras " +
        "file, is read by decodeKeras.",
    );
  }
  const read = layers.map((layer) => ({ layer, useBias: true }));
  return makeNetwork("decodeKerasWeights", read, options, file);
}

async function makeNetwork(
  caller: string,
  layers: readonly ReadLayer[],
  options: SequentialOptions,
  weights: Uint8Array,
): Promise<Sequential> {
  const network = makeSequential(
    caller,
    layers.map(({ layer }) => layer),
    options,
  );
  await readHdf5(caller, weights, (file) => setWeightsFrom(caller, network, layers, file));
  return network;
}

async function readMembers(bytes: Uint8Array): Promise<[config: unknown, weights: Uint8Array]> {
  if (findFileKind(bytes) === "an HDF5 file") {
    throw new InteropError(
      "ERR_RNN_INTEROP_FILE",
      "decodeKeras: expected a .keras file of Keras 3, got an HDF5 file. Save the model again: " +
        'keras.models.load_model("model.h5").save("model.keras"). Weights alone, of a .weights.h5 file, are ' +
        "read by decodeKerasWeights.",
    );
  }
  const names = ["config.json", "model.weights.h5"];
  const members = await readZip("decodeKeras", bytes, {
    maxBytes,
    wants: (name) => names.includes(name),
  }).catch((cause: unknown) => {
    if (!(cause instanceof FormatError)) throw cause;
    throw broken("it is not a zip archive that is whole", cause);
  });
  const [config, weights] = names.map((name) => members.get(name));
  if (config === undefined || weights === undefined) {
    throw broken(`there is no ${config === undefined ? names[0] : names[1]} in it`);
  }
  try {
    return [JSON.parse(decodeUtf8(config)), weights];
  } catch (cause) {
    throw broken("its config.json is not valid JSON", cause);
  }
}

function readModel(config: unknown): readonly unknown[] {
  if (!isKerasObject(config)) throw broken("its config.json describes no model");
  const { class_name: name, config: model } = config;
  if (name !== "Sequential") {
    throw new InteropError(
      "ERR_RNN_INTEROP_UNSUPPORTED",
      `decodeKeras: expected a Sequential model, got a ${name}. Build it again as keras.Sequential([...]) and set ` +
        "its weights: new.set_weights(old.get_weights()).",
    );
  }
  if (!isRecord(model) || !Array.isArray(model["layers"])) throw broken("its model has no layers");
  return model["layers"] as readonly unknown[];
}

function broken(what: string, cause?: unknown): InteropError {
  return new InteropError(
    "ERR_RNN_INTEROP_FILE",
    `decodeKeras: expected a .keras file of Keras 3, but ${what}.`,
    { cause },
  );
}
