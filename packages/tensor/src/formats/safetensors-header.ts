import { checkArgumentCount } from "../checks/check-argument-count.ts";
import { toBytes } from "../checks/to-bytes.ts";
import { bytesPerElement, type DType } from "../dtype.ts";
import { formatShape } from "../shape.ts";
import { byteLengthOf, isCount } from "./element-bytes.ts";
import { FormatError, type FormatErrorCode } from "./format-error.ts";
import { findDuplicateKey } from "./json-scan.ts";
import { decodeUtf8, isWellFormed } from "./text.ts";

/** As in the reference implementation. */
const maxHeaderBytes = 100_000_000;

/** Where one tensor lies in a safetensors file. */
export interface SafetensorsInfo {
  /** The type as the file names it, such as `"F32"` or `"BF16"`. */
  dtype: string;
  shape: number[];
  /** Where its elements start in the file, in bytes. */
  begin: number;
  /** Where they end. */
  end: number;
}

/** What a safetensors file says about itself. */
export interface SafetensorsHeader {
  /** By name, in the order in which their elements fill the rest of the file, without holes. */
  tensors: Record<string, SafetensorsInfo>;
  metadata: Record<string, string>;
}

const dtypeByName = new Map<string, DType>([
  ["BOOL", "uint8"],
  ["U8", "uint8"],
  ["I8", "int8"],
  ["I16", "int16"],
  ["U16", "uint16"],
  ["I32", "int32"],
  ["U32", "uint32"],
  ["F32", "float32"],
  ["F64", "float64"],
  ["I64", "int64"],
  ["U64", "uint64"],
]);

/** The name of each type in the file. Their order is that in which the reference implementation sorts. */
export const dtypeNames: readonly (readonly [name: string, dtype: DType])[] = [
  ...dtypeByName.entries(),
].filter(([name]) => name !== "BOOL");

/** The element type that the tensors of a type in the file are read as; undefined where there is none. */
export function dtypeOfName(name: string): DType | undefined {
  return dtypeByName.get(name);
}

/** The names of the types that are read. */
export const readableNames: readonly string[] = [...dtypeByName.keys()];

/** Bytes in an element of the usual types that are not read. */
const widthByName = new Map([
  ["F16", 2],
  ["BF16", 2],
]);

/**
 * The header of a safetensors file, checked against the length of the file and in itself. For tensors that
 * `decodeSafetensors` refuses, such as those of BF16: their bytes are `bytes.subarray(begin, end)`. The
 * records have no prototype: any name is safe as a key.
 *
 * @throws FormatError as `decodeSafetensors` does, but for types that it does not read.
 *
 * @example
 * ```ts
 * const header = readSafetensorsHeader(encodeSafetensors({ w: tensor([1, 2], { dtype: "float32" }) }));
 * header.tensors.w; // => { dtype: "F32", shape: [2], begin: 64, end: 72 }
 * ```
 *
 * Python twin: `safetensors.safe_open(...).get_slice(name)` with its `get_dtype()` and `get_shape()`.
 */
export function readSafetensorsHeader(bytes: Uint8Array | ArrayBuffer): SafetensorsHeader {
  checkArgumentCount("readSafetensorsHeader", arguments, 1);
  return parseHeader(toBytes("readSafetensorsHeader", "bytes", bytes));
}

/** The same of bytes that are checked; its errors name `decodeSafetensors`. */
export function parseHeader(bytes: Uint8Array): SafetensorsHeader {
  if (bytes.length < 8) throw failure("HEADER", "8 bytes of length", `${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > maxHeaderBytes) {
    throw failure("HEADER", `a header of at most ${maxHeaderBytes} bytes`, `${length}`);
  }
  const dataOffset = 8 + Number(length);
  if (dataOffset > bytes.length) {
    throw failure("TRUNCATED", `${dataOffset} bytes up to the header's end`, `${bytes.length}`);
  }
  if (bytes[8] !== 0x7b || length === 0n) {
    throw failure("HEADER", "a header that starts with {", "another byte");
  }
  const header = parseJson(bytes.subarray(8, dataOffset));
  const infos: [name: string, info: SafetensorsInfo][] = [];
  let metadata = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(header)) {
    if (!isWellFormed(name)) throw failure("HEADER", "names in Unicode", JSON.stringify(name));
    if (name === "__metadata__") metadata = readMetadata(value);
    else infos.push([name, readInfo(name, value)]);
  }
  infos.sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  checkSpans(infos, bytes.length - dataOffset);
  const tensors = Object.create(null) as Record<string, SafetensorsInfo>;
  for (const [name, { begin, end, ...rest }] of infos) {
    tensors[name] = { ...rest, begin: dataOffset + begin, end: dataOffset + end };
  }
  return { tensors, metadata };
}

function parseJson(bytes: Uint8Array): object {
  try {
    const text = decodeUtf8(bytes);
    const twice = findDuplicateKey(text);
    const header: unknown = JSON.parse(text);
    if (twice !== undefined) throw failure("DUPLICATE", "each key once", JSON.stringify(twice));
    if (isObject(header)) return header;
    throw failure("HEADER", "a JSON object", "another value");
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw failure("HEADER", "a header of JSON in UTF-8", reason, cause);
  }
}

function readMetadata(value: unknown): Record<string, string> {
  if (!isObject(value)) throw failure("METADATA", "__metadata__ to be an object", typeof value);
  const metadata = Object.create(null) as Record<string, string>;
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== "string" || !isWellFormed(key + text)) {
      throw failure("METADATA", "metadata of strings", `${typeof text} (${JSON.stringify(key)})`);
    }
    metadata[key] = text;
  }
  return metadata;
}

/** `begin` and `end` count from the end of the header. */
function readInfo(name: string, value: unknown): SafetensorsInfo {
  const where = `(tensor ${JSON.stringify(name)})`;
  const fields = new Map<string, unknown>(isObject(value) ? Object.entries(value) : []);
  const keys = [...fields.keys()].sort().join(", ");
  if (keys !== "data_offsets, dtype, shape") {
    throw failure("HEADER", "dtype, shape and data_offsets", `${keys || "none"} ${where}`);
  }
  const dtype: unknown = fields.get("dtype");
  if (typeof dtype !== "string" || !/^\w{1,40}$/.test(dtype)) {
    throw failure("DTYPE", "a dtype that is a name", `${JSON.stringify(dtype)} ${where}`);
  }
  const shape: unknown = fields.get("shape");
  if (!isCounts(shape)) {
    throw failure("SHAPE", "a shape of whole numbers", `${JSON.stringify(shape)} ${where}`);
  }
  const offsets: unknown = fields.get("data_offsets");
  if (!isCounts(offsets) || offsets.length !== 2) {
    throw failure("HEADER", "two data_offsets", `${JSON.stringify(offsets)} ${where}`);
  }
  const [begin, end] = offsets;
  const known = dtypeByName.get(dtype);
  const width = known === undefined ? widthByName.get(dtype) : bytesPerElement(known);
  const expected = byteLengthOf(width ?? 1, shape);
  if (width === undefined ? expected === undefined || end < begin : expected !== end - begin) {
    const rule = `${expected ?? "less than 2 ** 53"} bytes for ${known ?? dtype} ${formatShape(shape)}`;
    throw failure("SHAPE", rule, `data_offsets [${begin}, ${end}] ${where}`);
  }
  return { dtype, shape, begin, end };
}

/** Throws unless the tensors, sorted, follow on one another from 0 to the end of the file. */
function checkSpans(
  infos: readonly (readonly [name: string, info: SafetensorsInfo])[],
  length: number,
): void {
  let position = 0;
  for (const [name, { begin, end }] of infos) {
    if (begin !== position) {
      const code = begin < position ? "OVERLAP" : "HOLE";
      throw failure(code, `tensor ${JSON.stringify(name)} to begin at ${position}`, `${begin}`);
    }
    position = end;
  }
  if (position !== length) {
    const code = length < position ? "TRUNCATED" : "TRAILING";
    throw failure(code, `${position} bytes after the header`, `${length}`);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isCount);
}

type Suffix<Code> = Code extends `ERR_RNN_SAFETENSORS_${infer Rest}` ? Rest : never;

function failure(
  code: Suffix<FormatErrorCode>,
  expected: string,
  got: string,
  cause?: unknown,
): FormatError {
  return new FormatError(
    `ERR_RNN_SAFETENSORS_${code}`,
    `decodeSafetensors: expected ${expected}, got ${got}.`,
    cause === undefined ? {} : { cause },
  );
}
