import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { asNotFound } from "./file-errors.ts";
import { LabelledTextError } from "./labelled-text-error.ts";

const newline = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Checks a file's bytes, chunk by chunk: valid UTF-8 without NUL. What `next` gives is the same bytes without
 * a byte order mark, each chunk ending with a whole character, so that it can be decoded by itself.
 */
export class TextBytes {
  readonly #location: string;
  #offset = 0;
  #line = 1;
  #unfinished: Buffer = Buffer.alloc(0);

  constructor(location: string) {
    this.#location = location;
  }

  next(chunk: Buffer): Buffer {
    const bytes = this.#unfinished.length === 0 ? chunk : Buffer.concat([this.#unfinished, chunk]);
    const end = endOfWholeCharacters(bytes);
    const whole = bytes.subarray(0, end);
    if (!isUtf8(whole)) throw this.#encodingError(bytes, firstBadByte(whole));
    const nul = whole.indexOf(0);
    if (nul !== -1) throw this.#encodingError(bytes, nul);
    this.#unfinished = bytes.subarray(end);
    const hasMark = this.#offset === 0 && whole.subarray(0, 3).equals(byteOrderMark);
    this.#offset += end;
    this.#line += countNewlines(whole);
    return hasMark ? whole.subarray(3) : whole;
  }

  /** To be called after the last chunk. */
  end(): void {
    if (this.#unfinished.length > 0) throw this.#encodingError(this.#unfinished, 0);
  }

  #encodingError(bytes: Buffer, at: number): LabelledTextError {
    const offset = this.#offset + at;
    const hex = bytes[at].toString(16).padStart(2, "0");
    // A byte order mark of UTF-16, or a letter of it.
    const looksLikeUtf16 = offset < 2 && (bytes[at] >= 0xfe || bytes[at] === 0);
    return new LabelledTextError("ERR_RNN_TEXT_ENCODING", {
      expected: "text in UTF-8",
      got: `the byte 0x${hex} at offset ${offset}`,
      advice: looksLikeUtf16
        ? "It looks like UTF-16: save it as UTF-8."
        : "Save the file as UTF-8; a NUL byte is no text.",
      location: this.#location,
      line: this.#line + countNewlines(bytes.subarray(0, at)),
    });
  }
}

/** A file's bytes, checked, in chunks of at most 64 KiB. */
export async function* readTextBytes(
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  const checked = new TextBytes(path);
  const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 2 ** 16 });
  try {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      yield checked.next(chunk);
    }
  } catch (error) {
    throw asNotFound(error, path);
  }
  checked.end();
}

/** Where the last character starts if bytes of it may be missing, else the length. */
function endOfWholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** Where the first wrong character of invalid UTF-8 starts: bisection, since longer prefixes stay wrong. */
function firstBadByte(bytes: Buffer): number {
  const wholePart = (length: number): Buffer =>
    bytes.subarray(0, endOfWholeCharacters(bytes.subarray(0, length)));
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isUtf8(wholePart(middle))) valid = middle;
    else invalid = middle;
  }
  return wholePart(valid).length;
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}
