/**
 * A classifier with n-grams as one safetensors file. Its parts are whole files of their own, each with its own
 * checksum, as lists of bytes:
 *   network          uint8, what the network's `save` gives; missing where there are n-grams alone
 *   ngrams           uint8, what the `save` of an NgramClassifier gives
 * with the entries of classifier-file.ts in the metadata, and
 *   text.combination { rnn, ngrams } as JSON, the weights of both; missing where there are n-grams alone
 *   text.crc32       the checksum of all of it
 */
import { type DType, Tensor } from "@rnn/tensor";
import { encodeSealedSafetensors, removeSeal } from "@rnn/tensor/sealed-safetensors";

const seal = "text.crc32";

type Metadata = Readonly<Record<string, string>>;
type Tensors = Readonly<Record<string, Tensor<DType>>>;

/** The files of a classifier's parts. */
export interface PartFiles {
  readonly network: Uint8Array<ArrayBuffer> | undefined;
  readonly ngrams: Uint8Array<ArrayBuffer>;
}

/** The file of parts that are files, with these entries. */
export function encodeCombined(
  { network, ngrams }: PartFiles,
  metadata: Metadata,
): Uint8Array<ArrayBuffer> {
  const tensors = { ...(network && { network: asTensor(network) }), ngrams: asTensor(ngrams) };
  return encodeSealedSafetensors(tensors, metadata, seal);
}

/** Whether a file holds its parts as files. */
export function isCombined(tensors: Tensors): boolean {
  return tensors["ngrams"]?.dtype === "uint8";
}

/**
 * The files of the parts, which may be anything yet.
 * @throws RangeError for a file that is damaged
 */
export function decodeCombined(tensors: Tensors, metadata: Metadata): PartFiles {
  if (removeSeal(tensors, metadata, seal) === undefined) {
    throw new RangeError("it is damaged: its checksum differs. Get it again, or save it again");
  }
  const network = tensors["network"];
  return { network: network && bytesOf(network), ngrams: bytesOf(tensors["ngrams"]) };
}

function asTensor(bytes: Uint8Array<ArrayBuffer>): Tensor<"uint8"> {
  return new Tensor(bytes, "uint8", [bytes.length]);
}

function bytesOf(tensor: Tensor<DType>): Uint8Array<ArrayBuffer> {
  const { data } = tensor.contiguous();
  if (data instanceof Uint8Array) return data.slice();
  throw new RangeError("a part of it is not a file");
}
