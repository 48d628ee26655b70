import { checkArgumentCount } from "../checks/check-argument-count.ts";
import { toBytes } from "../checks/to-bytes.ts";
import { isCount } from "./element-bytes.ts";
import { FormatError, type FormatErrorCode } from "./format-error.ts";
import { type PythonLiteral, parsePythonLiteral } from "./python-literal.ts";
import { decodeLatin1, decodeUtf8 } from "./text.ts";

/** What an npy file says about itself. */
export interface NpyHeader {
  /** NumPy's name of the type with its order of bytes, such as `"<f8"`; `"|O"` for Python objects. */
  descr: string;
  /** Whether the first index runs fastest. */
  fortranOrder: boolean;
  shape: number[];
  /** Where the elements start, in bytes. */
  dataOffset: number;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** As in NumPy: longer headers only name the fields of structured types, and slow a parser down. */
const maxHeaderBytes = 10_000;

/**
 * The header of an npy file; the elements need not be there. For arrays that `decodeNpy` refuses, such
 * as those of Python objects.
 *
 * @throws FormatError for a header that NumPy would not read, one of over 10,000 bytes, and a structured
 *   type.
 *
 * @example
 * ```ts
 * readNpyHeader(encodeNpy(zeros([2, 3]))).shape; // => [2, 3]
 * ```
 *
 * Python twin: `numpy.lib.format.read_array_header_1_0`.
 */
export function readNpyHeader(bytes: Uint8Array | ArrayBuffer): NpyHeader {
  checkArgumentCount("readNpyHeader", arguments, 1);
  return parseHeader(toBytes("readNpyHeader", "bytes", bytes));
}

function parseHeader(bytes: Uint8Array): NpyHeader {
  if (magic.some((byte, i) => i < bytes.length && bytes[i] !== byte)) {
    throw failure("MAGIC", "an npy file, which starts with \\x93NUMPY", "other bytes", 0);
  }
  expectBytes(bytes, 8);
  const [major, minor] = [bytes[6], bytes[7]];
  if (major < 1 || major > 3 || minor !== 0) {
    throw failure("VERSION", "version 1.0, 2.0 or 3.0", `${major}.${minor}`, 6);
  }
  const start = major === 1 ? 10 : 12;
  expectBytes(bytes, start);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > maxHeaderBytes) {
    throw failure("HEADER", `a header of at most ${maxHeaderBytes} bytes`, `${length}`, 8);
  }
  const dataOffset = start + length;
  expectBytes(bytes, dataOffset);
  const fields = parseFields(bytes.subarray(start, dataOffset), major, start);
  return { ...fields, dataOffset };
}

function parseFields(
  bytes: Uint8Array,
  major: number,
  offset: number,
): Omit<NpyHeader, "dataOffset"> {
  let header: PythonLiteral;
  try {
    const text = major === 3 ? decodeUtf8(bytes) : decodeLatin1(bytes);
    // Python 2 wrote no version 3.0.
    header = parsePythonLiteral(text, { longSuffix: major < 3 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw failure("HEADER", "a header that is a Python dict", reason, offset, cause);
  }
  const dict: ReadonlyMap<string, PythonLiteral> = header instanceof Map ? header : new Map();
  const keys = [...dict.keys()].sort().join(", ");
  if (keys !== "descr, fortran_order, shape") {
    throw failure("HEADER", "a dict of descr, fortran_order and shape", keys || "none", offset);
  }
  const fortranOrder = dict.get("fortran_order");
  if (typeof fortranOrder !== "boolean") {
    throw failure("HEADER", "fortran_order to be True or False", describe(fortranOrder), offset);
  }
  const descr = dict.get("descr");
  if (typeof descr !== "string") {
    const got = isSequence(descr) ? "a structured type" : describe(descr);
    const code = isSequence(descr) ? "DTYPE" : "HEADER";
    throw failure(code, "descr to be a string such as '<f8'", got, offset);
  }
  const tuple = dict.get("shape");
  if (!isSequence(tuple) || tuple.kind !== "tuple") {
    throw failure("HEADER", "shape to be a tuple", describe(tuple), offset);
  }
  const shape = tuple.items.filter(isCount);
  if (shape.length !== tuple.items.length) {
    const got = `(${tuple.items.map(describe).join(", ")})`;
    throw failure("SHAPE", "a shape of whole numbers that are not negative", got, offset);
  }
  return { descr, fortranOrder, shape };
}

function isSequence(
  value: PythonLiteral | undefined,
): value is Extract<PythonLiteral, { kind: string }> {
  return typeof value === "object" && value !== null && "kind" in value;
}

function describe(value: PythonLiteral | undefined): string {
  if (typeof value !== "object" || value === null) return String(value);
  return isSequence(value) ? `a ${value.kind}` : "a dict";
}

function expectBytes(bytes: Uint8Array, length: number): void {
  if (bytes.length < length) {
    throw failure(
      "TRUNCATED",
      `${length} bytes up to the end of the header`,
      `${bytes.length}. The file is cut off`,
      bytes.length,
    );
  }
}

type Suffix<Code> = Code extends `ERR_RNN_NPY_${infer Rest}` ? Rest : never;

function failure(
  code: Suffix<FormatErrorCode>,
  expected: string,
  got: string,
  offset: number,
  cause?: unknown,
): FormatError {
  const message = `readNpyHeader: expected ${expected}, got ${got}.`;
  return new FormatError(`ERR_RNN_NPY_${code}`, message, {
    offset,
    ...(cause === undefined ? {} : { cause }),
  });
}
