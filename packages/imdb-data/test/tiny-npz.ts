import { crc32 } from "node:zlib";
import { encodeNpy, tensor } from "@rnn/tensor";
import { arrayOf, bytesOf, list, objectNpy } from "./pickle-bytes.ts";

/** A zip archive of stored members, as small as the format allows. */
export function storedZip(members: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const locals: Uint8Array[] = [];
  const entries: Uint8Array[] = [];
  let offset = 0;
  for (const [name, data] of Object.entries(members)) {
    const common = bytesOf(
      u16(20, 0, 0, 0, 0x21),
      u32(crc32(data), data.length, data.length),
      u16(name.length, 0),
    );
    const local = bytesOf("PK\x03\x04", common, name, data);
    locals.push(local);
    entries.push(bytesOf("PK\x01\x02", u16(20), common, u16(0, 0, 0), u32(0, offset), name));
    offset += local.length;
  }
  const directory = bytesOf(...entries.flatMap((entry) => [entry]));
  const count = entries.length;
  return bytesOf(
    ...locals,
    directory,
    "PK\x05\x06",
    u16(0, 0, count, count),
    u32(directory.length, offset),
    u16(0),
  );
}

function u16(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Uint16Array.from(values).buffer);
}

function u32(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(values).buffer);
}

/** The npy file of lists of numbers. */
export function listsNpy(rows: readonly (readonly number[])[]): Uint8Array {
  return objectNpy(arrayOf(rows.map(list)), rows.length);
}

/** The npy file of labels, int64 as in the official file. */
export function labelsNpy(labels: readonly number[]): Uint8Array {
  return encodeNpy(tensor(labels.map(BigInt), { dtype: "int64" }));
}

/** An npz file in the layout of the data set; each label is its row's place modulo 2. */
export function tinyNpz(
  train: readonly (readonly number[])[],
  test: readonly (readonly number[])[],
  changes: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array {
  return storedZip({
    "x_train.npy": listsNpy(train),
    "y_train.npy": labelsNpy(train.map((_, i) => i % 2)),
    "x_test.npy": listsNpy(test),
    "y_test.npy": labelsNpy(test.map((_, i) => i % 2)),
    ...changes,
  });
}
