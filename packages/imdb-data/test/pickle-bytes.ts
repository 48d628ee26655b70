/** Builds the pickle of an object array around its rows, as Python 2 wrote it, for tests that forge one. */

/** Bytes of text and numbers put together. */
export function bytesOf(...parts: readonly (string | number | Iterable<number>)[]): Uint8Array {
  const pieces = parts.map((part) => {
    if (typeof part === "number") return Uint8Array.of(part);
    return typeof part === "string" ? Buffer.from(part, "latin1") : Uint8Array.from(part);
  });
  return new Uint8Array(Buffer.concat(pieces));
}

/** `numpy.core.multiarray._reconstruct(ndarray, (0,), "b")` and a state of `count` rows up to the list. */
export function arrayHead(count: number, module = "numpy.core.multiarray"): Uint8Array {
  return bytesOf(
    "\x80\x02c",
    module,
    "\n_reconstruct\ncnumpy\nndarray\nK\x00\x85U\x01b\x87R(K\x01",
    int(count),
    "\x85cnumpy\ndtype\nU\x02O8K\x00K\x01\x87R(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK?tb\x89",
  );
}

/** What follows the list of rows. */
export const arrayTail = "tb.";

/** BININT. */
function int(value: number): Uint8Array {
  return bytesOf("J", new Uint8Array(Int32Array.of(value).buffer));
}

/** An empty list, and its numbers appended in one run. */
export function list(numbers: readonly number[]): Uint8Array {
  return bytesOf("](", ...numbers.map(int), "e");
}

/** A whole pickle of these rows; rows may be any opcodes that leave one value each. */
export function arrayOf(rows: readonly Uint8Array[], count: number = rows.length): Uint8Array {
  return bytesOf(arrayHead(count), "](", ...rows, "e", arrayTail);
}

/** The npy file around a pickle of `count` rows. */
export function objectNpy(pickle: Uint8Array, count: number): Uint8Array {
  const header = `{'descr': '|O', 'fortran_order': False, 'shape': (${count},), }`.padEnd(117);
  return bytesOf("\x93NUMPY\x01\x00v\x00", header, "\n", pickle);
}
