/**
 * NumPy's npy files, versions 1.0, 2.0 and 3.0: "\x93NUMPY", two bytes of version, the length of the
 * header (2 bytes in version 1.0, else 4), the header, the elements. The header is a Python dict of
 * `descr`, `fortran_order` and `shape`, padded so that the elements start at a multiple of 64.
 * Left out: float16, complex numbers, text, dates, structured types and Python objects.
 * Format: numpy.lib.format.
 */
import { checkArgumentCount } from "../checks/check-argument-count.ts";
import { checkOptions } from "../checks/check-options.ts";
import { checkTensor } from "../checks/check-tensor.ts";
import { checkChoice } from "../checks/check-values.ts";
import { toBytes } from "../checks/to-bytes.ts";
import { bytesPerElement, type DType, descrOf, dtypes } from "../dtype.ts";
import { formatShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import {
  byteLengthOf,
  bytesOfTensor,
  isRowMajor,
  swapBytes,
  tensorOfBytes,
} from "./element-bytes.ts";
import { FormatError } from "./format-error.ts";
import { type NpyHeader, readNpyHeader } from "./npy-header.ts";
import { encodeUtf8 } from "./text.ts";

/**
 * The tensor in the bytes of an npy file. Elements are copied, so it shares nothing with `bytes`.
 * NumPy's bool is read as uint8; numbers of either byte order are read; an array in Fortran order
 * comes back with its own shape and the strides of that order, as in NumPy.
 *
 * @throws FormatError for anything but one whole npy file of a type that this package has. The size
 *   that the header asks for is compared with the bytes that are there before anything is allocated.
 *
 * @example
 * ```ts
 * const bytes = encodeNpy(tensor([[1, 2], [3, 4]], { dtype: "int32" }));
 * decodeNpy(bytes).toArray(); // => [[1, 2], [3, 4]]
 * ```
 *
 * Python twin: `numpy.load`.
 */
export function decodeNpy(bytes: Uint8Array | ArrayBuffer): Tensor<DType> {
  checkArgumentCount("decodeNpy", arguments, 1);
  const file = toBytes("decodeNpy", "bytes", bytes);
  const header = readNpyHeader(file);
  const { dtype, bigEndian } = resolveDescr(header.descr);
  const expected = byteLengthOf(bytesPerElement(dtype), header.shape);
  if (expected === undefined) {
    throw new FormatError(
      "ERR_RNN_NPY_SHAPE",
      `decodeNpy: expected at most 64 axes and a size below 2 ** 53 bytes, got shape ${formatShape(header.shape)}.`,
    );
  }
  const got = file.length - header.dataOffset;
  if (got !== expected) {
    const what = got < expected ? "The file is cut off." : "Bytes follow the array.";
    throw new FormatError(
      got < expected ? "ERR_RNN_NPY_TRUNCATED" : "ERR_RNN_NPY_TRAILING",
      `decodeNpy: expected ${expected} bytes of elements for ${dtype} ${formatShape(header.shape)}, got ${got}. ${what}`,
      { offset: header.dataOffset + Math.min(got, expected) },
    );
  }
  return readElements(dtype, bigEndian, header, file.subarray(header.dataOffset));
}

function readElements(
  dtype: DType,
  bigEndian: boolean,
  { shape, fortranOrder }: NpyHeader,
  bytes: Uint8Array,
): Tensor<DType> {
  const result = tensorOfBytes(dtype, fortranOrder ? shape.toReversed() : shape, bytes);
  if (bigEndian) swapBytes(result);
  return fortranOrder ? result.transpose() : result;
}

/**
 * The tensor as an npy file, byte for byte what `numpy.save` writes for such an array: one whose
 * elements lie in Fortran order stays so, any other view is written in row-major order.
 *
 * @param options.version default `"1.0"`, which NumPy too writes for every tensor that there can be.
 * @throws RangeError for another version.
 *
 * @example
 * ```ts
 * encodeNpy(tensor([1, 2, 3])).length; // => 152
 * ```
 *
 * Python twin: `numpy.save`.
 */
export function encodeNpy(
  tensor: Tensor<DType>,
  options: { version?: "1.0" | "2.0" | "3.0" } = {},
): Uint8Array<ArrayBuffer> {
  checkArgumentCount("encodeNpy", arguments, 2);
  checkTensor("encodeNpy", "tensor", tensor);
  checkOptions("encodeNpy", options, ["version"]);
  const { version = "1.0" } = options;
  checkChoice("encodeNpy", "version", version, ["1.0", "2.0", "3.0"]);
  const fortranOrder =
    !isRowMajor(tensor.shape, tensor.strides) &&
    isRowMajor(tensor.shape.toReversed(), tensor.strides.toReversed());
  const preamble = encodePreamble(version, encodeUtf8(headerText(tensor, fortranOrder)));
  const elements = bytesOfTensor(fortranOrder ? tensor.transpose() : tensor);
  const bytes = new Uint8Array(preamble.length + elements.length);
  bytes.set(preamble);
  bytes.set(elements, preamble.length);
  return bytes;
}

/** The dict, with the spaces that let the length of the growing axis reach 21 digits in place. */
function headerText({ dtype, shape }: Tensor<DType>, fortranOrder: boolean): string {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const order = fortranOrder ? "True" : "False";
  const growing = shape.at(fortranOrder ? -1 : 0);
  const spare = growing === undefined ? 0 : 21 - String(growing).length;
  return `{'descr': '${descrOf(dtype)}', 'fortran_order': ${order}, 'shape': ${tuple}, }${" ".repeat(spare)}`;
}

/** Magic, version, length and header, filled with spaces to a multiple of 64 and ended by a newline. */
function encodePreamble(version: string, header: Uint8Array): Uint8Array {
  const start = version === "1.0" ? 10 : 12;
  // NumPy counts the newline first, and adds a whole 64 where nothing is missing.
  const used = start + header.length + 1;
  const preamble = new Uint8Array(used + 64 - (used % 64)).fill(0x20);
  preamble.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, Number(version[0]), 0]);
  const view = new DataView(preamble.buffer);
  if (version === "1.0") view.setUint16(8, preamble.length - start, true);
  else view.setUint32(8, preamble.length - start, true);
  preamble.set(header, start);
  preamble[preamble.length - 1] = 0x0a;
  return preamble;
}

/** NumPy's `descr` as one of our types and an order of bytes. */
function resolveDescr(descr: string): { dtype: DType; bigEndian: boolean } {
  const bigEndian = descr.startsWith(">");
  const little = descr === "|b1" ? "|u1" : descr.replace(">", "<");
  const dtype = dtypes.find((candidate) => descrOf(candidate) === little);
  if (dtype !== undefined) return { dtype, bigEndian: bigEndian && bytesPerElement(dtype) > 1 };
  const advice = descr.endsWith("f2")
    ? "Save it as float32."
    : descr === "|O"
      ? "Objects are pickled, and reading a pickle can run code: save arrays of numbers."
      : "Save it as one of these types.";
  throw new FormatError(
    "ERR_RNN_NPY_DTYPE",
    `decodeNpy: expected an array of bool, ${dtypes.join(", ")}, got descr '${descr}'. ${advice}`,
  );
}
