/** A safetensors file that notices damage: its entry `rnn.crc32` is the CRC-32 of the file without it. */
import { type DType, decodeSafetensors, type Tensor } from "@rnn/tensor";
import { encodeSealedSafetensors, removeSeal } from "@rnn/tensor/sealed-safetensors";
import { attempt, broken, ModelFileError } from "./model-file-error.ts";

type Tensors = Readonly<Record<string, Tensor<DType>>>;
type Metadata = Readonly<Record<string, string>>;

const seal = "rnn.crc32";

/** The safetensors file with the checksum of all the rest of it. */
export function encodeSealed(tensors: Tensors, metadata: Metadata): Uint8Array<ArrayBuffer> {
  return encodeSealedSafetensors(tensors, metadata, seal);
}

/**
 * What the file holds, without its checksum; `rnn.format` is one of `formats`.
 * @throws ModelFileError where the bytes are not such a file; its `cause` says what was wrong.
 */
export function decodeSealed(
  given: Uint8Array | ArrayBuffer,
  formats: readonly string[],
  network = "RecurrentNetwork",
): { tensors: Tensors; metadata: Metadata } {
  const bytes = given instanceof ArrayBuffer ? new Uint8Array(given) : given;
  const { tensors, metadata } = attempt(() => decodeSafetensors(bytes), network);
  const { "rnn.format": version } = metadata;
  if (version === undefined || !formats.includes(version)) {
    throw new ModelFileError(
      "ERR_RNN_MODEL_VERSION",
      `${network}.load: expected a model of format ${formats.join(" or ")}, got ${version ?? "none"}. ` +
        adviceFor(version, network),
    );
  }
  const summed = removeSeal(tensors, metadata, seal);
  if (summed === undefined) {
    const what = "it is damaged: its checksum differs. Get it again, or save the network again";
    throw broken(what, undefined, network);
  }
  return { tensors, metadata: summed };
}

/** The network that writes and reads each format. */
const networks: Readonly<Record<string, string>> = { 1: "RecurrentNetwork", 2: "Sequential" };

function adviceFor(version: string | undefined, network: string): string {
  if (version === undefined) return `Give a file that ${network}.save made.`;
  const other = networks[version];
  return other === undefined
    ? "Install the version of @rnn/model that wrote it."
    : `Read it with ${other}.load.`;
}
