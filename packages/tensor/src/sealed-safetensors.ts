/**
 * Safetensors files that notice damage: one entry of the metadata is the CRC-32 of the file without it, in 8
 * hexadecimal digits. For packages built on this one, as `@rnn/tensor/sealed-safetensors`.
 */
import { crc32 } from "./crc32.ts";
import type { DType } from "./dtype.ts";
import { encodeSafetensors } from "./formats/safetensors.ts";
import type { Tensor } from "./tensor.ts";

type Tensors = Readonly<Record<string, Tensor<DType>>>;
type Metadata = Readonly<Record<string, string>>;

/** The file with the checksum of all the rest of it under the name `entry`. */
export function encodeSealedSafetensors(
  tensors: Tensors,
  metadata: Metadata,
  entry: string,
): Uint8Array<ArrayBuffer> {
  return encodeSafetensors(tensors, {
    metadata: { ...metadata, [entry]: checksum(tensors, metadata) },
  });
}

/** What `decodeSafetensors` gave, without the checksum; undefined where that does not fit the rest. */
export function removeSeal(
  tensors: Tensors,
  metadata: Metadata,
  entry: string,
): Metadata | undefined {
  const { [entry]: sum, ...rest } = metadata;
  return sum === checksum(tensors, rest) ? rest : undefined;
}

/** The CRC-32 of tensors and metadata together, in 8 hexadecimal digits. */
export function checksum(tensors: Tensors, metadata: Metadata): string {
  return crc32(encodeSafetensors(tensors, { metadata })).toString(16).padStart(8, "0");
}
