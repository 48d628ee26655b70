/**
 * Safetensors files: the length of the header as 8 bytes, the header as JSON
 * (`{ name: { dtype, shape, data_offsets } }`, and `__metadata__` of strings), the elements, all
 * little-endian. The tensors fill the file without holes, so that nothing can hide in it.
 * Left out: float16, bfloat16, float8, complex and packed types, which the header still describes.
 * Format: https://github.com/huggingface/safetensors.
 */
import { checkArgumentCount } from "../checks/check-argument-count.ts";
import { checkNames } from "../checks/check-names.ts";
import { checkOptions } from "../checks/check-options.ts";
import { checkTensorRecord } from "../checks/check-tensor.ts";
import { describeValue } from "../checks/describe-value.ts";
import { toBytes } from "../checks/to-bytes.ts";
import type { DType } from "../dtype.ts";
import type { Tensor } from "../tensor.ts";
import { describeOthers } from "./describe-others.ts";
import { bytesOfTensor, tensorOfBytes } from "./element-bytes.ts";
import { FormatError } from "./format-error.ts";
import {
  dtypeNames,
  dtypeOfName,
  parseHeader,
  readableNames,
  type SafetensorsHeader,
} from "./safetensors-header.ts";
import { encodeUtf8, isWellFormed } from "./text.ts";

/**
 * The tensors of a safetensors file by name, in the order of the file, and its metadata. Elements are
 * copied, so they share nothing with `bytes`; BOOL is read as uint8. The records have no prototype: any
 * name is safe as a key.
 *
 * @param options.only the names to read; default: all. It leaves out tensors of types that this package does
 *   not have, such as F16 and BF16; `readSafetensorsHeader` says where the bytes of those lie.
 * @throws FormatError for anything but a whole file: a header that is not valid JSON, is over 100 MB or names
 *   a key twice, shapes that do not fit their bytes, holes, overlaps, missing or trailing bytes. Also for a
 *   tensor of another type, and where a name of `only` is not there.
 *
 * @example
 * ```ts
 * const bytes = encodeSafetensors({ w: tensor([[1, 2]]) }, { metadata: { epoch: "3" } });
 * const { tensors, metadata } = decodeSafetensors(bytes);
 * tensors.w.toArray(); // => [[1, 2]]
 * metadata; // => { epoch: "3" }
 * decodeSafetensors(bytes, { only: ["w"] }).tensors.w.shape; // => [1, 2]
 * ```
 *
 * Python twin: `safetensors.numpy.load`, which drops the metadata.
 */
export function decodeSafetensors(
  bytes: Uint8Array | ArrayBuffer,
  options: { only?: readonly string[] } = {},
): {
  tensors: Record<string, Tensor<DType>>;
  metadata: Record<string, string>;
} {
  checkArgumentCount("decodeSafetensors", arguments, 2);
  checkOptions("decodeSafetensors", options, ["only"]);
  const { only } = options;
  if (only !== undefined) checkNames("decodeSafetensors", "only", only);
  const file = toBytes("decodeSafetensors", "bytes", bytes);
  const header = parseHeader(file);
  const missing = only?.find((name) => !Object.hasOwn(header.tensors, name));
  if (missing !== undefined) {
    const names = Object.keys(header.tensors).map((name) => JSON.stringify(name));
    throw new FormatError(
      "ERR_RNN_SAFETENSORS_MISSING",
      `decodeSafetensors: expected a tensor ${JSON.stringify(missing)}, got ${names.join(", ") || "none"}.`,
    );
  }
  const tensors = Object.create(null) as Record<string, Tensor<DType>>;
  for (const [name, info] of Object.entries(header.tensors)) {
    if (only !== undefined && !only.includes(name)) continue;
    const dtype = dtypeOfName(info.dtype) ?? refuse(name, header);
    tensors[name] = tensorOfBytes(dtype, info.shape, file.subarray(info.begin, info.end));
  }
  return { tensors, metadata: header.metadata };
}

/** Throws for a tensor of a type that is not read, and says how to read the others. */
function refuse(name: string, { tensors }: SafetensorsHeader): never {
  const others = Object.keys(tensors).filter(
    (other) => other === name || dtypeOfName(tensors[other].dtype) !== undefined,
  );
  throw new FormatError(
    "ERR_RNN_SAFETENSORS_DTYPE",
    `decodeSafetensors: expected a dtype of ${readableNames.join(", ")}, got ${tensors[name].dtype} ` +
      `(tensor ${JSON.stringify(name)}). ${describeOthers(others, name)} ` +
      "readSafetensorsHeader says where the bytes of this one lie.",
  );
}

/**
 * The tensors as a safetensors file, byte for byte what the reference implementation writes: wide types
 * before narrow ones and then by name, so that elements are aligned; spaces after the header up to a
 * multiple of 8. Equal tensors give equal bytes, in whatever order they come.
 *
 * @param options.metadata strings kept in the file, written in the order of their keys; default none.
 * @throws RangeError for a tensor named `__metadata__` and for names or metadata that are not Unicode;
 *   TypeError for metadata that are not strings.
 *
 * @example
 * ```ts
 * encodeSafetensors({ x: tensor([1, 2, 3], { dtype: "float32" }) }).length; // => 76
 * ```
 *
 * Python twin: `safetensors.numpy.save`.
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, Tensor<DType>>>,
  options: { metadata?: Readonly<Record<string, string>> } = {},
): Uint8Array<ArrayBuffer> {
  checkArgumentCount("encodeSafetensors", arguments, 2);
  checkTensorRecord("encodeSafetensors", tensors);
  checkOptions("encodeSafetensors", options, ["metadata"]);
  const sorted = Object.entries(tensors)
    .map(([name, tensor]) => ({ name: checkName(name), tensor, rank: rankOf(tensor.dtype) }))
    .sort((a, b) => b.rank - a.rank || compareUtf8(a.name, b.name));
  const fields = options.metadata === undefined ? [] : [metadataField(options.metadata)];
  let end = 0;
  for (const { name, tensor, rank } of sorted) {
    const begin = end;
    end += tensor.nbytes;
    const [dtype] = dtypeNames[rank];
    const info = { dtype, shape: tensor.shape, data_offsets: [begin, end] };
    fields.push(`${JSON.stringify(name)}:${JSON.stringify(info)}`);
  }
  const header = encodeUtf8(`{${fields.join(",")}}`);
  const dataOffset = 8 + Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(dataOffset + end).fill(0x20, 0, dataOffset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(dataOffset - 8), true);
  bytes.set(header, 8);
  let position = dataOffset;
  for (const { tensor } of sorted) {
    bytes.set(bytesOfTensor(tensor), position);
    position += tensor.nbytes;
  }
  return bytes;
}

function rankOf(dtype: DType): number {
  return dtypeNames.findIndex(([, candidate]) => candidate === dtype);
}

function checkName(name: string): string {
  if (name === "__metadata__" || !isWellFormed(name)) {
    throw new RangeError(
      `encodeSafetensors: expected names in Unicode other than __metadata__, got ${JSON.stringify(name)}.`,
    );
  }
  return name;
}

/** The JSON is put together by hand: an object would move keys that look like numbers to the front. */
function metadataField(metadata: Readonly<Record<string, string>>): string {
  if (typeof metadata !== "object" || metadata === null || Symbol.iterator in metadata) {
    throw new TypeError(
      `encodeSafetensors: expected metadata to be an object of strings, got ${describeValue(metadata)}.`,
    );
  }
  const pairs = Object.entries(metadata)
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([key, text]) => {
      if (typeof text !== "string") {
        throw new TypeError(
          `encodeSafetensors: expected metadata of strings, got ${typeof text} (${JSON.stringify(key)}).`,
        );
      }
      if (!isWellFormed(key + text)) {
        throw new RangeError(
          `encodeSafetensors: expected metadata in Unicode, got ${JSON.stringify(key)}.`,
        );
      }
      return `${JSON.stringify(key)}:${JSON.stringify(text)}`;
    });
  return `"__metadata__":{${pairs.join(",")}}`;
}

/** The order of UTF-8 bytes; `<` on strings compares UTF-16 units, which differs beyond U+FFFF. */
function compareUtf8(a: string, b: string): number {
  const [left, right] = [encodeUtf8(a), encodeUtf8(b)];
  const at = left.findIndex((byte, i) => byte !== right[i]);
  return at === -1 ? left.length - right.length : left[at] - (right[at] ?? -1);
}
