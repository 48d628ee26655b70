import { DatasetError } from "./dataset-error.ts";

/** Bytes in a name, a type or a number written in digits. */
const maxTextLength = 256;

/** The bytes of a pickle, read from front to back; numbers are little-endian. */
export class PickleInput {
  readonly bytes: Uint8Array;
  position = 0;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
    return this.bytes.length - this.position;
  }

  uint8(): number {
    return this.bytes[this.#take(1)];
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  uint64(): number {
    return Number(this.#view.getBigUint64(this.#take(8), true));
  }

  /** A number in `length` bytes, two's complement. */
  long(length: number): number {
    if (length < 0 || length > 6) throw this.error("a number of at most 6 bytes", `${length}`);
    const start = this.#take(length);
    let value = 0;
    for (let i = length - 1; i >= 0; i--) value = value * 256 + this.bytes[start + i];
    const negative = length > 0 && this.bytes[start + length - 1] >= 0x80;
    return negative ? value - 256 ** length : value;
  }

  text(length: number): string {
    if (length > maxTextLength) {
      throw this.error(`text of at most ${maxTextLength} bytes`, `${length}`);
    }
    const start = this.#take(length);
    return String.fromCharCode(...this.bytes.subarray(start, start + length));
  }

  line(): string {
    const rest = this.bytes.subarray(this.position, this.position + maxTextLength + 1);
    const length = rest.indexOf(0x0a);
    if (length < 0) throw this.error(`a line of at most ${maxTextLength} bytes`, "no end of it");
    const text = this.text(length);
    this.position++;
    return text;
  }

  /** The name of a stored value, in digits. */
  key(): number {
    const text = this.line();
    if (!/^\d{1,10}$/.test(text)) throw this.error("a key of digits", JSON.stringify(text));
    return Number(text);
  }

  /** A number in digits: `5`, `5L`; `00` and `01` are protocol 0's booleans. */
  decimal(): number | boolean {
    const text = this.line();
    if (text === "00" || text === "01") return text === "01";
    if (!/^-?\d{1,15}L?$/.test(text)) throw this.error("a number", JSON.stringify(text));
    return Number.parseInt(text, 10);
  }

  truncated(): DatasetError {
    return this.error("a pickle that ends with STOP", `the end of the ${this.bytes.length} bytes`);
  }

  error(expected: string, got: string): DatasetError {
    return new DatasetError(
      "ERR_RNN_PICKLE",
      `decodePickledLists: expected ${expected}, got ${got} (before byte ${this.position}). ` +
        "The file is damaged or is not the IMDB data set; get it again from a source you trust.",
    );
  }

  /** Moves over `count` bytes; returns where they start. */
  #take(count: number): number {
    const start = this.position;
    if (count > this.bytes.length - start) throw this.truncated();
    this.position = start + count;
    return start;
  }
}
