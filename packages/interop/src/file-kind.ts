/** Kinds of files that are taken for others, by their first bytes. */
const kinds = [
  ["a gzip file", [0x1f, 0x8b]],
  ["a zip archive", [0x50, 0x4b, 0x03, 0x04]],
  ["an HDF5 file", [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]],
  // The opcode that names the protocol, and a protocol of two bytes' opcodes or later.
  ["a pickle", [0x80, 0x02]],
  ["a pickle", [0x80, 0x03]],
  ["a pickle", [0x80, 0x04]],
  ["a pickle", [0x80, 0x05]],
  ["a model of fastText", [0xba, 0x16, 0x4f, 0x2f]],
] as const;

export type FileKind = (typeof kinds)[number][0];

/** What a file is by its first bytes; undefined where it is of none of these kinds. */
export function findFileKind(start: Uint8Array): FileKind | undefined {
  return kinds.find(
    ([, bytes]) => start.length >= bytes.length && bytes.every((byte, i) => start[i] === byte),
  )?.[0];
}
