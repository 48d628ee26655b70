/**
 * Files of a tar archive as it streams by, one at a time: POSIX's format with its long names, and GNU's. Our own,
 * as the zip reader is, since a library would be a fiftieth of the page.
 */

const blockBytes = 512;
/** Of records that hold a long name; a file of that type with more is not one. */
const longestRecord = 2 ** 16;

/** A file of an archive. */
export interface TarFile {
  readonly name: string;
  readonly size: number;
  /** Its bytes; they can be read until the next file is asked for. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** @throws Error where the archive ends early, or a header has a wrong checksum */
export async function* readTar(stream: ReadableStream<Uint8Array>): AsyncGenerator<TarFile> {
  const bytes = new StreamBytes(stream);
  let longName: string | undefined;
  for (;;) {
    const header = await bytes.take(blockBytes);
    if (header.every((byte) => byte === 0)) {
      // What the archive was packed with checks its sum at the end.
      await bytes.readOut();
      return;
    }
    checkHeader(header);
    const size = readOctal(header, 124, 12);
    const padded = Math.ceil(size / blockBytes) * blockBytes;
    const type = String.fromCharCode(header[156]);
    let left = padded;
    const read = async () => {
      left = 0;
      return (await bytes.take(padded)).slice(0, size);
    };
    if ((type === "x" || type === "L") && size <= longestRecord) {
      const record = new TextDecoder().decode(await read());
      // Records of POSIX: "30 path=folder/name\n".
      longName = type === "L" ? record.replace(/\0.*$/s, "") : /\d+ path=(.*)\n/.exec(record)?.[1];
      continue;
    }
    // Before POSIX a file had the type zero.
    if (type === "0" || type === "\0") yield { name: longName ?? readName(header), size, read };
    longName = undefined;
    await bytes.skip(left);
  }
}

function checkHeader(header: Uint8Array): void {
  // The checksum's own field counts as blanks.
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (sum !== readOctal(header, 148, 8))
    throw new Error("expected a tar archive, got other bytes.");
}

function readName(header: Uint8Array): string {
  const isPosix = readText(header, 257, 5) === "ustar";
  const folder = isPosix ? readText(header, 345, 155) : "";
  return `${folder && `${folder}/`}${readText(header, 0, 100)}`;
}

function readText(header: Uint8Array, start: number, length: number): string {
  return new TextDecoder().decode(header.subarray(start, start + length)).replace(/\0.*$/s, "");
}

function readOctal(header: Uint8Array, start: number, length: number): number {
  const value = Number.parseInt(readText(header, start, length).trim(), 8);
  if (Number.isNaN(value)) throw new Error("expected a tar archive, got other bytes.");
  return value;
}

/** So many bytes at a time of a stream that comes in pieces. */
class StreamBytes {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  async take(count: number): Promise<Uint8Array<ArrayBuffer>> {
    const taken = new Uint8Array(count);
    let filled = 0;
    await this.#pass(count, (part) => {
      taken.set(part, filled);
      filled += part.length;
    });
    return taken;
  }

  skip(count: number): Promise<void> {
    return this.#pass(count, () => undefined);
  }

  async readOut(): Promise<void> {
    for (let done = false; !done; ) ({ done } = await this.#reader.read());
  }

  async #pass(count: number, use: (part: Uint8Array) => void): Promise<void> {
    for (let left = count; left > 0; ) {
      if (this.#piece.length === 0) {
        const { done, value } = await this.#reader.read();
        if (done) throw new Error("expected a whole tar archive, got its beginning.");
        this.#piece = value;
      }
      const part = this.#piece.subarray(0, left);
      use(part);
      left -= part.length;
      this.#piece = this.#piece.subarray(part.length);
    }
  }
}
