import type { Sequential } from "@rnn/model";
import { writeZip } from "@rnn/tensor/zip";
import { encodeUtf8 } from "../utf8.ts";
import { writeHdf5 } from "./hdf5.ts";
import { listDatasets } from "./weights.ts";
import { writeLayers } from "./write-layers.ts";

/** The version of Keras whose format is written. */
const kerasVersion = "3.15.1";

/**
 * The network as a `.keras` file, float32: `keras.models.load_model` gives the Sequential model that predicts
 * the same; compile it to train on. Needs h5wasm, an optional peer: `npm install h5wasm`. Equal networks
 * give equal bytes.
 *
 * @throws InteropError for `globalMaxPooling1d()` over a mask, which Keras's ignores; Error where h5wasm is
 *   not installed
 *
 * @example
 * ```ts
 * const network = new Sequential([embedding(50, 4), bidirectional(lstm(3)), dense(2)]);
 * const bytes = await encodeKeras(network); // model.keras
 * (await decodeKeras(bytes)).layers.length; // => 3
 * ```
 *
 * Python twin: `model.save("model.keras")`.
 */
export async function encodeKeras(network: Sequential): Promise<Uint8Array<ArrayBuffer>> {
  const { layers } = network;
  const datasets = listDatasets(network);
  // Without an embedding the first dataset is a kernel, whose rows are what it reads.
  const features = layers[0].kind === "embedding" ? undefined : datasets[0][1][0];
  const config = writeLayers("encodeKeras", layers, features);
  // No date, so that equal networks give equal bytes.
  const metadata = { keras_version: kerasVersion, date_saved: "1980-01-01@00:00:00" };
  const text = (value: unknown): Uint8Array => encodeUtf8(JSON.stringify(value));
  return writeZip(
    [
      ["metadata.json", text(metadata)],
      ["config.json", text(config)],
      ["model.weights.h5", await writeHdf5("encodeKeras", datasets)],
    ],
    { compress: false },
  );
}

/**
 * The network's weights as a `.weights.h5` file of Keras 3, float32, for a Sequential model of the same
 * layers. Needs h5wasm, an optional peer: `npm install h5wasm`.
 *
 * @example
 * ```ts
 * const network = new Sequential([embedding(50, 4), lstm(3), dense(1)]);
 * (await encodeKerasWeights(network)).subarray(1, 4); // => new Uint8Array([0x48, 0x44, 0x46])
 * ```
 *
 * Python twin: `model.save_weights("model.weights.h5")`.
 */
export async function encodeKerasWeights(network: Sequential): Promise<Uint8Array<ArrayBuffer>> {
  return writeHdf5("encodeKerasWeights", listDatasets(network));
}
