/**
 * Zip archives of a few named members, through zip.js. It reads in its strict mode: two readers could
 * not see different members in what it lets pass. Its own inflate is used, not the host's
 * CompressionStream: the bytes written are then equal everywhere, and reading is faster in Node too
 * (streams of 16 kB each cost more than the inflating). It fills an array of the declared size, which is
 * checked against the cap first, and stops there. No workers.
 */
import {
  type Entry,
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_INVALID_COMPRESSED_DATA,
  ERR_INVALID_CRC32,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_OVERLAPPING_ENTRY,
  ERR_UNSAFE_FILENAME,
  type FileEntry,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  WARNING_DUPLICATE_FILENAME,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core.js";
import { FormatError, type FormatErrorCode } from "./format-error.ts";

/** Members are read one by one: more of them is an attack or a mistake. */
export const maxMembers = 10_000;

/** Deflate cannot shrink more than this. */
const maxRatio = 1032;

const inThread = { useWebWorkers: false, useCompressionStream: false } as const;

/** Which bytes of the archive a reader asks for. */
export interface ZipSelection {
  /** The most that the chosen members may inflate to together, in bytes. */
  maxBytes: number;
  /** Whether to read the member of that name. */
  wants: (name: string) => boolean;
}

/** The chosen members by name, inflated and their CRC-32 checked. All names of the archive are checked. */
export async function readZip(
  caller: string,
  bytes: Uint8Array,
  { maxBytes, wants }: ZipSelection,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  // zip.js and Python's zipfile find an archive behind other bytes; numpy.load and this do not.
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  if (start !== "PK\x03\x04" && start !== "PK\x05\x06") {
    throw new FormatError(
      "ERR_RNN_NPZ_FORMAT",
      `${caller}: expected a zip archive, got other bytes at its start.`,
      { offset: 0 },
    );
  }
  const reader = new ZipReader(new Uint8ArrayReader(bytes), {
    ...inThread,
    strictness: "strict",
    checkCrc32: true,
    checkOverlappingEntry: true,
  });
  try {
    const entries = await listEntries(caller, reader);
    const chosen = entries.filter(({ filename }) => wants(filename));
    checkSizes(caller, chosen, maxBytes);
    const members = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const entry of chosen) {
      const data = await entry
        .getData<Uint8Array<ArrayBuffer>>(new Uint8ArrayWriter())
        .catch((cause: unknown) => {
          throw describeFailure(`${caller}: member ${JSON.stringify(entry.filename)}`, cause);
        });
      members.set(entry.filename, data);
    }
    return members;
  } catch (cause) {
    throw cause instanceof FormatError ? cause : describeFailure(caller, cause);
  } finally {
    await reader.close();
  }
}

/** The files of the archive, their names each once and safe. */
async function listEntries(caller: string, reader: ZipReader<unknown>): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  const names = new Set<string>();
  for await (const entry of reader.getEntriesGenerator()) {
    const fail = (code: FormatErrorCode, rule: string): never => {
      throw new FormatError(code, `${caller}: expected ${rule}, got ${describeEntry(entry)}.`);
    };
    if (entry.directory) fail("ERR_RNN_NPZ_NAME", "files only");
    if (names.has(entry.filename)) fail("ERR_RNN_NPZ_DUPLICATE", "each name once");
    if (entry.encrypted) fail("ERR_RNN_NPZ_ENCRYPTED", "members that are not encrypted");
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
      fail("ERR_RNN_NPZ_METHOD", "members that are stored or deflated");
    }
    if (entries.length === maxMembers) fail("ERR_RNN_NPZ_LIMIT", `at most ${maxMembers} members`);
    names.add(entry.filename);
    entries.push(entry as FileEntry);
  }
  return entries;
}

/** Throws unless the declared sizes can be true and are within the cap. */
function checkSizes(caller: string, entries: readonly FileEntry[], maxBytes: number): void {
  let total = 0;
  for (const entry of entries) {
    const { compressedSize, uncompressedSize, compressionMethod } = entry;
    const most = compressionMethod === 0 ? compressedSize : compressedSize * maxRatio;
    const least = compressionMethod === 0 ? compressedSize : 0;
    if (uncompressedSize > most || uncompressedSize < least) {
      throw new FormatError(
        "ERR_RNN_NPZ_SIZE",
        `${caller}: expected a size that ${compressedSize} bytes can hold, got ${uncompressedSize} (${describeEntry(entry)}).`,
      );
    }
    total += uncompressedSize;
    if (total > maxBytes) {
      throw new FormatError(
        "ERR_RNN_NPZ_LIMIT",
        `${caller}: expected members of at most ${maxBytes} bytes together, got ${total} up to ${describeEntry(entry)}. ` +
          "Raise maxBytes for a file that you trust.",
      );
    }
  }
}

function describeEntry({ filename, compressionMethod }: Entry): string {
  return `member ${JSON.stringify(filename)} of method ${compressionMethod}`;
}

/** What zip.js says of a broken archive, under a code of ours. */
function describeFailure(where: string, cause: unknown): FormatError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const detail = cause instanceof Error && "reason" in cause ? `: ${String(cause.reason)}` : "";
  const code = codeByReason.get(`${reason}${detail}`) ?? codeByReason.get(reason);
  return new FormatError(
    code ?? "ERR_RNN_NPZ_FORMAT",
    `${where}: expected a whole, unambiguous zip archive, got "${reason}${detail}".`,
    { cause },
  );
}

const codeByReason = new Map<string, FormatErrorCode>([
  [`${ERR_AMBIGUOUS_ARCHIVE}: ${WARNING_DUPLICATE_FILENAME}`, "ERR_RNN_NPZ_DUPLICATE"],
  [ERR_UNSAFE_FILENAME, "ERR_RNN_NPZ_NAME"],
  [ERR_OVERLAPPING_ENTRY, "ERR_RNN_NPZ_OVERLAP"],
  [ERR_INVALID_UNCOMPRESSED_SIZE, "ERR_RNN_NPZ_SIZE"],
  [ERR_INVALID_COMPRESSED_DATA, "ERR_RNN_NPZ_DATA"],
  [ERR_INVALID_CRC32, "ERR_RNN_NPZ_CRC"],
]);

/** An archive of the members in their order, dated 1980 as NumPy's are, so that equal members give equal bytes. */
export async function writeZip(
  members: Iterable<readonly [name: string, bytes: Uint8Array]>,
  options: { compress: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter<Uint8Array<ArrayBuffer>>(new Uint8ArrayWriter(), {
    ...inThread,
    level: options.compress ? 6 : 0,
    lastModDate: new Date(1980, 0, 1),
    extendedTimestamp: false,
    dataDescriptor: false,
    keepOrder: true,
  });
  for (const [name, bytes] of members) await writer.add(name, new Uint8ArrayReader(bytes));
  return writer.close();
}
