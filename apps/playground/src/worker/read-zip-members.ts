import { problemError } from "../problem/problem.ts";

/**
 * Members of a zip archive that are stored or deflated, by the host's own inflate, since the library's would be a
 * fifth of the page. The directory at the archive's end says where they are; encryption, several disks and
 * archives over 4 GB are refused.
 */

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
/** A comment may follow the end record. */
const longestEnd = 22 + 65_535;

/**
 * The members of those names, inflated.
 * @throws Error where the bytes are not such an archive, a member is missing, or would be larger than `mostBytes`
 */
export async function readZipMembers(
  archive: ArrayBuffer,
  names: readonly string[],
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const entries = readDirectory(archive);
  return Promise.all(
    names.map(async (name) => {
      const entry = entries.get(name);
      if (entry === undefined) throw problemError("noMember", name);
      if (entry.size > mostBytes) throw problemError("memberTooLarge", name, entry.size);
      const bytes = await inflate(archive, entry);
      if (bytes.length !== entry.size) throw problemError("damagedMember", name);
      return bytes;
    }),
  );
}

interface Entry {
  readonly method: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

function readDirectory(archive: ArrayBuffer): Map<string, Entry> {
  const view = new DataView(archive);
  const end = findEnd(view);
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let n = view.getUint16(end + 10, true); n > 0; n--) {
    if (at + 46 > end || view.getUint32(at, true) !== entrySignature) throw notZip();
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(archive, at + 46, nameLength));
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      compressed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function findEnd(view: DataView): number {
  const least = Math.max(0, view.byteLength - longestEnd);
  for (let at = view.byteLength - 22; at >= least; at--) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  throw notZip();
}

async function inflate(archive: ArrayBuffer, entry: Entry): Promise<Uint8Array<ArrayBuffer>> {
  const view = new DataView(archive);
  const { offset, compressed, method, size } = entry;
  if (offset + 30 > archive.byteLength || view.getUint32(offset, true) !== localSignature)
    throw notZip();
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + compressed > archive.byteLength) throw notZip();
  const stored = new Uint8Array(archive, start, compressed);
  if (method === 0) return stored;
  if (method !== 8) throw problemError("otherCompression");
  const stream = new Blob([stored]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const bytes = new Uint8Array(size);
  let filled = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return filled === size ? bytes : bytes.slice(0, filled);
    // Inflates to more than it says: no further byte is kept.
    if (filled + value.length > size) throw problemError("damagedArchive");
    bytes.set(value, filled);
    filled += value.length;
  }
}

function notZip(): Error {
  return problemError("notZip");
}
