import { InteropError } from "../interop-error.ts";

/** Bytes that arrive in pieces, taken in parts of other lengths. */
export class ByteQueue {
  readonly #chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #buffer: Uint8Array = new Uint8Array(0);
  #ended = false;

  constructor(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.#chunks =
      Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  }

  /** Up to `length` of the next bytes, which stay. */
  async peek(length: number): Promise<Uint8Array> {
    while (this.#buffer.length < length && (await this.#read()));
    return this.#buffer.subarray(0, length);
  }

  /** The next bytes; undefined where there are fewer. */
  async take(length: number): Promise<Uint8Array | undefined> {
    while (this.#buffer.length < length && (await this.#read()));
    if (this.#buffer.length < length) return undefined;
    return this.#remove(length, 0);
  }

  /**
   * The bytes up to the next of this value, which is taken too, or to the end; undefined where nothing is left.
   * @throws InteropError where none comes within `most` bytes
   */
  async until(value: number, most: number): Promise<Uint8Array | undefined> {
    for (let from = 0; ; ) {
      const place = this.#buffer.indexOf(value, from);
      if (place !== -1 && place <= most) return this.#remove(place, 1);
      if (place !== -1 || this.#buffer.length > most) {
        throw new InteropError(
          "ERR_RNN_INTEROP_FILE",
          `readWordVectors: expected lines of at most ${most} bytes, got a longer one. Is it a file of word vectors?`,
        );
      }
      from = this.#buffer.length;
      if (await this.#read()) continue;
      return this.#buffer.length === 0 ? undefined : this.#remove(this.#buffer.length, 0);
    }
  }

  #remove(length: number, separator: number): Uint8Array {
    const part = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length + separator);
    return part;
  }

  async #read(): Promise<boolean> {
    if (this.#ended) return false;
    const { done, value } = await this.#chunks.next();
    if (done) {
      this.#ended = true;
      return false;
    }
    const joined = new Uint8Array(this.#buffer.length + value.length);
    joined.set(this.#buffer);
    joined.set(value, this.#buffer.length);
    this.#buffer = joined;
    return true;
  }
}
