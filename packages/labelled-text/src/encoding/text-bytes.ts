import { concatenateBytes } from "../concatenate-bytes.ts";
import { LabelledTextError } from "../labelled-text-error.ts";
import type { BytesDecoder } from "./bytes-decoder.ts";

const newline = 0x0a;
const byteOrderMark = "\ufeff";
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Files that are no text, by how they begin, and what to do with them. */
const binaryKinds: readonly (readonly [signature: string, advice: string])[] = [
  ["\x1f\x8b", "It is compressed by gzip: unpack it."],
  ["BZh", "It is compressed by bzip2: unpack it."],
  ["\xfd7zXZ", "It is compressed by xz: unpack it."],
  ["\x28\xb5\x2f\xfd", "It is compressed by Zstandard: unpack it."],
  ["PK\x03\x04", "It is a zip archive or a workbook: unpack it, or save the sheet as CSV UTF-8."],
  ["\xd0\xcf\x11\xe0", "It is an old workbook or document: save it as CSV UTF-8."],
  ["%PDF", "It is a PDF: save its text as UTF-8."],
  ["\xff\xd8\xff", "It is a picture, not a text: leave it out."],
  ["\x89PNG", "It is a picture, not a text: leave it out."],
  ["PAR1", "It is a Parquet file: convert it to CSV or JSON."],
];

/** Decodes a file's bytes, chunk by chunk: valid UTF-8 without NUL. */
export class TextBytes implements BytesDecoder {
  readonly #location: string;
  #offset = 0;
  #line = 1;
  #unfinished: Uint8Array = new Uint8Array();
  /** The first bytes, a character each. */
  #start = "";

  constructor(location: string) {
    this.#location = location;
  }

  next(chunk: Uint8Array): string {
    const bytes =
      this.#unfinished.length === 0 ? chunk : concatenateBytes([this.#unfinished, chunk]);
    if (this.#offset === 0) this.#start = String.fromCharCode(...bytes.subarray(0, 6));
    const end = endOfWholeCharacters(bytes);
    const whole = bytes.subarray(0, end);
    const text = decode(whole);
    if (text === undefined) throw this.#encodingError(bytes, firstBadByte(whole));
    const nul = whole.indexOf(0);
    if (nul !== -1) throw this.#encodingError(bytes, nul);
    this.#unfinished = bytes.slice(end);
    const hasMark = this.#offset === 0 && text.startsWith(byteOrderMark);
    this.#offset += end;
    this.#line += countNewlines(whole);
    return hasMark ? text.slice(1) : text;
  }

  end(): void {
    if (this.#unfinished.length > 0) throw this.#encodingError(this.#unfinished, 0);
  }

  #encodingError(bytes: Uint8Array, at: number): LabelledTextError {
    const offset = this.#offset + at;
    const hex = bytes[at].toString(16).padStart(2, "0");
    const binary = binaryKinds.find(([signature]) => this.#start.startsWith(signature));
    // A byte order mark of UTF-16, or a letter of it.
    const hasHint = bytes[at] === 0 || /^(?:\xff\xfe|\xfe\xff|.\0)/.test(this.#start);
    const isUtf16 = offset < 2 && hasHint;
    return new LabelledTextError("ERR_RNN_TEXT_ENCODING", {
      expected: "text in UTF-8",
      got: `the byte 0x${hex} at offset ${offset}`,
      advice: binary?.[1] ?? (isUtf16 ? adviseOnUtf16(this.#start) : adviseOnEncoding(bytes[at])),
      location: this.#location,
      line: this.#line + countNewlines(bytes.subarray(0, at)),
    });
  }
}

function adviseOnUtf16(start: string): string {
  const order = /^[\0\xfe]/.test(start) ? "be" : "le";
  return `It looks like UTF-16: save it as UTF-8, or give --encoding utf-16${order}.`;
}

function adviseOnEncoding(byte: number): string {
  return byte === 0
    ? "Save the file as UTF-8; a NUL byte is not text."
    : "Save the file as UTF-8, which a spreadsheet calls CSV UTF-8: it is in another encoding. " +
        "Or name that: --encoding euc-kr (Korean), gb18030 (Chinese), shift_jis (Japanese), windows-1252 (Western Europe).";
}

/** The text of bytes; undefined where they are not UTF-8. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Where the last character starts if bytes of it may be missing, else the length. */
function endOfWholeCharacters(bytes: Uint8Array): number {
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
function firstBadByte(bytes: Uint8Array): number {
  const wholePart = (length: number): Uint8Array =>
    bytes.subarray(0, endOfWholeCharacters(bytes.subarray(0, length)));
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (decode(wholePart(middle)) !== undefined) valid = middle;
    else invalid = middle;
  }
  return wholePart(valid).length;
}

function countNewlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}
