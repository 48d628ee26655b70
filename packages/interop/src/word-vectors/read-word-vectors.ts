/**
 * Word vectors as people hand them on:
 *
 *   GloVe's text        word n1 n2 … nD                         a line a word
 *   word2vec's text     N D, then such lines                    also fastText's .vec
 *   word2vec's binary   N D \n, then word, a space, D float32 in little-endian order, perhaps \n
 */
import { Tensor } from "@rnn/tensor";
import { checkOptions } from "@rnn/tensor/checks";
import { type FileKind, findFileKind } from "../file-kind.ts";
import { InteropError } from "../interop-error.ts";
import { decodeUtf8 } from "../utf8.ts";
import { ByteQueue } from "./byte-queue.ts";

/** Vectors of words, float32 as the file has them. */
export interface WordVectors {
  /** The words that were found, in the order of the file. */
  readonly words: readonly string[];
  /** `[words, D]`, a row a word. */
  readonly vectors: Tensor<"float32", 2>;
  /** How many words the file has. */
  readonly count: number;
}

/** A line of text that is longer than this is none of a table of vectors. */
const longestLine = 1_000_000;

/** The most numbers of a vector. */
const mostNumbers = 65_535;

/**
 * The vectors of some words from a file of GloVe, fastText (`.vec`) or word2vec (text or binary), read piece
 * by piece: only the vectors of `words` are kept in memory. Of a word that the file has twice the first
 * counts.
 *
 * @param chunks the file's bytes in pieces: `createReadStream(path)`, `response.body`, or `[bytes]`
 * @param options.words the words to keep; default all
 * @param options.binary whether the file is word2vec's binary; default: found by its first vector
 * @returns the words that were found, in the order of the file, and their vectors
 * @throws InteropError for a line that is not a word and numbers, or whose numbers are not as many as the
 *   first line's; the message names the line
 *
 * @example
 * ```ts
 * const file = new TextEncoder().encode("2 3\nthe 0.1 0.2 0.3\ncat 1 2 3\n");
 * const { words, vectors } = await readWordVectors([file], { words: ["cat", "dog"] });
 * words; // => ["cat"]
 * vectors.toArray(); // => [[1, 2, 3]]
 * ```
 *
 * Python twin: `gensim.models.KeyedVectors.load_word2vec_format(path, binary=…)`.
 */
export async function readWordVectors(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: { readonly words?: Iterable<string>; readonly binary?: boolean } = {},
): Promise<WordVectors> {
  checkOptions("readWordVectors", options, ["words", "binary"]);
  const wanted = options.words === undefined ? undefined : new Set(options.words);
  const queue = new ByteQueue(chunks);
  refuseOtherFiles(await queue.peek(8));
  const first = await readLine(queue, 1);
  if (first === undefined) throw broken("at least one line, got an empty file");
  const header = /^(\d{1,10}) (\d{1,6})\s*$/.exec(first);
  const found = new Collected(wanted);
  if (header === null) {
    if (options.binary) throw broken(`a header of two numbers, got ${quote(first)} (line 1)`);
    found.addLine(first, 1);
    await readText(queue, found, 2);
    return found.result();
  }
  const [count, numbers] = [Number(header[1]), Number(header[2])];
  if (numbers === 0 || numbers > mostNumbers) {
    throw broken(`vectors of 1 to ${mostNumbers} numbers, got ${numbers} (line 1)`);
  }
  found.numbers = numbers;
  if (options.binary ?? (await looksBinary(queue, numbers))) {
    await readBinary(queue, found, count, numbers);
  } else {
    await readText(queue, found, 2);
    if (found.count !== count) {
      throw broken(`${count} words, as the first line says, got ${found.count}`);
    }
  }
  return found.result();
}

const adviceOnKinds: Readonly<Record<FileKind, string>> = {
  "a gzip file": "Decompress it first.",
  "a zip archive": "Unpack it, and give a file that was in it.",
  "a model of fastText": "Give its vectors, the .vec file.",
  "an HDF5 file": "Give a text file or one of word2vec.",
  "a pickle": "Save the vectors as word2vec does: vectors.save_word2vec_format(path).",
};

function refuseOtherFiles(start: Uint8Array): void {
  const kind = findFileKind(start);
  if (kind === undefined) return;
  throw new InteropError(
    "ERR_RNN_INTEROP_FILE",
    `readWordVectors: expected vectors of words, got ${kind}. ${adviceOnKinds[kind]}`,
  );
}

/** What has been kept so far. */
class Collected {
  numbers = 0;
  count = 0;
  readonly #wanted: Set<string> | undefined;
  readonly #rows = new Map<string, Float32Array>();

  constructor(wanted: Set<string> | undefined) {
    this.#wanted = wanted;
  }

  /** A word and its numbers as text. Words of some files have spaces in them: the last numbers count. */
  addLine(line: string, place: number): void {
    const parts = line.trimEnd().split(" ");
    if (this.numbers === 0) this.numbers = parts.length - 1;
    const { numbers } = this;
    if (numbers < 1 || parts.length <= numbers) {
      const got = Math.max(0, parts.length - 1);
      throw broken(
        `a word and ${numbers || "its"} numbers, got ${got}: ${quote(line)} (line ${place})`,
      );
    }
    this.count++;
    const word = parts.slice(0, parts.length - numbers).join(" ");
    // The first line shows whether it is a file of vectors at all.
    if (this.count > 1 && !this.#keeps(word)) return;
    const vector = new Float32Array(numbers);
    for (let i = 0; i < numbers; i++) {
      const text = parts[parts.length - numbers + i];
      const value = text === "" ? Number.NaN : Number(text);
      if (!Number.isFinite(Math.fround(value))) {
        throw broken(`numbers after the word ${quote(word)}, got ${quote(text)} (line ${place})`);
      }
      vector[i] = value;
    }
    if (this.#keeps(word)) this.#rows.set(word, vector);
  }

  addVector(word: string, vector: () => Float32Array): void {
    this.count++;
    if (this.#keeps(word)) this.#rows.set(word, vector());
  }

  result(): WordVectors {
    const words = [...this.#rows.keys()];
    const data = new Float32Array(words.length * this.numbers);
    [...this.#rows.values()].forEach((row, i) => data.set(row, i * this.numbers));
    const vectors = new Tensor<"float32", 2>(data, "float32", [words.length, this.numbers]);
    return { words, vectors, count: this.count };
  }

  #keeps(word: string): boolean {
    return (this.#wanted?.has(word) ?? true) && !this.#rows.has(word);
  }
}

async function readText(queue: ByteQueue, found: Collected, from: number): Promise<void> {
  for (let place = from; ; place++) {
    const line = await readLine(queue, place);
    if (line === undefined) return;
    // The last line may be empty.
    if (line.trim() !== "") found.addLine(line, place);
  }
}

async function readBinary(
  queue: ByteQueue,
  found: Collected,
  count: number,
  numbers: number,
): Promise<void> {
  for (let i = 0; i < count; i++) {
    const word = await queue.until(0x20, longestLine);
    const bytes = word && (await queue.take(4 * numbers));
    if (word === undefined || bytes === undefined) {
      throw broken(`${count} words, as the first line says, got ${i}`);
    }
    // Some writers end each vector with a line end, some do not.
    const text = decode(word, i + 1).replace(/^\n/, "");
    found.addVector(text, () => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      const vector = Float32Array.from({ length: numbers }, (_, j) => view.getFloat32(4 * j, true));
      const strange = vector.find((value) => !Number.isFinite(value));
      if (strange === undefined) return vector;
      throw broken(`numbers after the word ${quote(text)}, got ${strange} (word ${i + 1})`);
    });
  }
}

/** Whether the first vector is not text: as text it would be digits, signs and spaces up to a line end. */
async function looksBinary(queue: ByteQueue, numbers: number): Promise<boolean> {
  const start = await queue.peek(Math.min(longestLine, 4 * numbers + 1000));
  const space = start.indexOf(0x20);
  const end = start.indexOf(0x0a, space);
  const line = start.subarray(space + 1, end === -1 ? start.length : end);
  return line.some((byte) => !(byte >= 0x20 && byte < 0x7f) && byte !== 0x0d && byte !== 0x09);
}

async function readLine(queue: ByteQueue, place: number): Promise<string | undefined> {
  const bytes = await queue.until(0x0a, longestLine);
  if (bytes === undefined) return undefined;
  const text = decode(bytes, place).replace(/\r$/, "");
  return place === 1 ? text.replace(/^\uFEFF/, "") : text;
}

function decode(bytes: Uint8Array, place: number): string {
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    throw broken(`UTF-8, got other bytes (line ${place})`, cause);
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function broken(expected: string, cause?: unknown): InteropError {
  const message = `readWordVectors: expected ${expected}.`;
  return new InteropError("ERR_RNN_INTEROP_FILE", message, { cause });
}
