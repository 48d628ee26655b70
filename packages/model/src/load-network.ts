import { readSafetensorsHeader } from "@rnn/tensor";
import { attempt } from "./network/model-file-error.ts";
import { RecurrentNetwork } from "./recurrent-network.ts";
import { Sequential } from "./sequential.ts";

/**
 * The network that a file holds, of the class that wrote it: for those who are given files of both.
 *
 * @param bytes what `save`, `encodeCheckpoint` or `encodeSequentialCheckpoint` gave
 * @throws ModelFileError for other bytes, and for a file in which any has changed.
 *
 * @example
 * ```ts
 * const network = new Sequential([embedding(50, 4), gru(3), dense(2)]);
 * loadNetwork(network.save()) instanceof Sequential; // => true
 * ```
 */
export function loadNetwork(bytes: Uint8Array | ArrayBuffer): RecurrentNetwork | Sequential {
  const { metadata } = attempt(() => readSafetensorsHeader(bytes));
  return metadata["rnn.format"] === "2" ? Sequential.load(bytes) : RecurrentNetwork.load(bytes);
}
