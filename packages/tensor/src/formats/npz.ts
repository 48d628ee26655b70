import { checkArgumentCount } from "../checks/check-argument-count.ts";
import { checkNames } from "../checks/check-names.ts";
import { checkOptions } from "../checks/check-options.ts";
import { checkTensorRecord } from "../checks/check-tensor.ts";
import { checkNumber, checkType } from "../checks/check-values.ts";
import { toBytes } from "../checks/to-bytes.ts";
import type { DType } from "../dtype.ts";
import type { Tensor } from "../tensor.ts";
import { describeOthers } from "./describe-others.ts";
import { FormatError } from "./format-error.ts";
import { decodeNpy, encodeNpy } from "./npy.ts";
import { isWellFormed } from "./text.ts";
import { maxMembers, readZip, writeZip } from "./zip.ts";

/** What the readers of npz files take. */
export interface NpzOptions {
  /** The names to read; default: all. The other members are not inflated. */
  only?: readonly string[];
  /** The most that the members read may inflate to together, in bytes; default 1 GiB. */
  maxBytes?: number;
}

/**
 * The arrays of an npz file by their names, which are those of the members without `.npy`. Every member
 * that is read must be an array of numbers, as `decodeNpy` reads it; `only` leaves out those of text and
 * other types, whose bytes `readNpzMembers` returns. The record has no prototype: any name is safe as a key.
 *
 * @throws FormatError for anything but a whole npz file: broken or ambiguous zip structure, a wrong
 *   CRC-32, encryption, methods other than stored and deflated, names that repeat or leave the folder,
 *   overlapping members, sizes that are wrong or over `maxBytes`, over 10,000 members, and a name of `only`
 *   that is not there.
 *
 * @example
 * ```ts
 * const bytes = await encodeNpz({ x: tensor([1, 2]), y: tensor([3]) });
 * const { x, y } = await decodeNpz(bytes);
 * x.toArray(); // => [1, 2]
 * y.toArray(); // => [3]
 * Object.keys(await decodeNpz(bytes, { only: ["y"] })); // => ["y"]
 * ```
 *
 * Python twin: `numpy.load`.
 */
export async function decodeNpz(
  bytes: Uint8Array | ArrayBuffer,
  options: NpzOptions = {},
): Promise<Record<string, Tensor<DType>>> {
  checkArgumentCount("decodeNpz", arguments, 2);
  const members = await readMembers("decodeNpz", bytes, options);
  const arrays = Object.create(null) as Record<string, Tensor<DType>>;
  for (const [key, npy] of members) arrays[key] = decodeMember(key, npy, members);
  return arrays;
}

function decodeMember(
  key: string,
  npy: Uint8Array,
  members: ReadonlyMap<string, Uint8Array>,
): Tensor<DType> {
  try {
    return decodeNpy(npy);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const at = cause.offset === undefined ? {} : { offset: cause.offset };
    const isOfOtherType = cause.code === "ERR_RNN_NPY_DTYPE";
    const others = isOfOtherType ? describeOthers(listReadable(members), key) : "";
    const message = [
      `decodeNpz: member ${JSON.stringify(key)}: ${cause.message}`,
      ...(others === "" ? [] : [others]),
      ...(isOfOtherType ? ["readNpzMembers returns the bytes of this one."] : []),
    ].join(" ");
    throw new FormatError(cause.code, message, { ...at, cause });
  }
}

/** The names of the members that `decodeNpz` can read. */
function listReadable(members: ReadonlyMap<string, Uint8Array>): string[] {
  const isReadable = (npy: Uint8Array): boolean => {
    try {
      decodeNpy(npy);
      return true;
    } catch (error) {
      if (error instanceof FormatError) return false;
      throw error;
    }
  };
  return [...members].filter(([, npy]) => isReadable(npy)).map(([key]) => key);
}

/**
 * The members of an npz file as the bytes of npy files, by their names without `.npy`, in the order of
 * the archive. For arrays that `decodeNpy` refuses; checks all that `decodeNpz` does but the arrays.
 *
 * @throws FormatError as `decodeNpz` does, and where a name of `only` is not there.
 *
 * @example
 * ```ts
 * const bytes = await encodeNpz({ x: tensor([1, 2]), y: tensor([3]) });
 * const members = await readNpzMembers(bytes, { only: ["y"] });
 * [...members.keys()]; // => ["y"]
 * ```
 */
export async function readNpzMembers(
  bytes: Uint8Array | ArrayBuffer,
  options: NpzOptions = {},
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  checkArgumentCount("readNpzMembers", arguments, 2);
  return readMembers("readNpzMembers", bytes, options);
}

async function readMembers(
  caller: string,
  bytes: Uint8Array | ArrayBuffer,
  options: NpzOptions,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const archive = toBytes(caller, "bytes", bytes);
  checkOptions(caller, options, ["only", "maxBytes"]);
  const { maxBytes = 2 ** 30, only } = options;
  checkNumber(caller, "maxBytes", maxBytes, 0);
  if (only !== undefined) checkNames(caller, "only", only);
  const wants = (name: string): boolean => {
    const key = keyOf(caller, name);
    return only === undefined || only.includes(key);
  };
  const files = await readZip(caller, archive, { maxBytes, wants });
  const members = new Map(Array.from(files, ([name, npy]) => [keyOf(caller, name), npy]));
  const missing = only?.find((key) => !members.has(key));
  if (missing !== undefined) {
    throw new FormatError(
      "ERR_RNN_NPZ_MISSING",
      `${caller}: expected a member ${JSON.stringify(missing)}, got ${[...members.keys()].join(", ") || "none"}.`,
    );
  }
  return members;
}

function keyOf(caller: string, name: string): string {
  if (name.endsWith(".npy")) return name.slice(0, -".npy".length);
  throw new FormatError(
    "ERR_RNN_NPZ_NAME",
    `${caller}: expected members that end in .npy, got ${JSON.stringify(name)}.`,
  );
}

/**
 * The tensors as an npz file, one member `name.npy` each, in the order of the record. Equal tensors give
 * equal bytes.
 *
 * @param options.compress whether to deflate the members, default false.
 * @throws RangeError for a name that a reader refuses (absolute, with `..`, not Unicode) and for more
 *   than 10,000 tensors.
 *
 * @example
 * ```ts
 * const x = zeros([100, 100]);
 * const [plain, small] = [await encodeNpz({ x }), await encodeNpz({ x }, { compress: true })];
 * plain.length > 80_000 && small.length < 1_000; // => true
 * ```
 *
 * Python twin: `numpy.savez`, with `compress` `numpy.savez_compressed`. The arrays are the same, the
 * bytes of the zip archive around them are not.
 */
export async function encodeNpz(
  tensors: Readonly<Record<string, Tensor<DType>>>,
  options: { compress?: boolean } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  checkArgumentCount("encodeNpz", arguments, 2);
  checkTensorRecord("encodeNpz", tensors);
  checkOptions("encodeNpz", options, ["compress"]);
  const { compress = false } = options;
  checkType("encodeNpz", "compress", compress, "boolean");
  const entries = Object.entries(tensors);
  if (entries.length > maxMembers) {
    throw new RangeError(
      `encodeNpz: expected at most ${maxMembers} tensors, got ${entries.length}.`,
    );
  }
  const files = entries.map(([key, tensor]) => {
    if (!isSafeName(key)) {
      throw new RangeError(
        `encodeNpz: expected names that stay inside a folder, got ${JSON.stringify(key)}.`,
      );
    }
    return [`${key}.npy`, encodeNpy(tensor)] as const;
  });
  return writeZip(files, { compress });
}

/** What the reader lets pass, for `name.npy`. */
function isSafeName(key: string): boolean {
  const parts = key.split(/[\\/]/);
  const folders = parts.slice(0, -1);
  return (
    isWellFormed(key) &&
    !key.includes("\0") &&
    !/^[a-zA-Z]:/.test(key) &&
    !folders.some((part) => part === "" || part === "." || part === "..")
  );
}
