import { RandomState, tensor } from "@rnn/tensor";
import { expect, test } from "vitest";
import { encodeWordVectors, InteropError, readWordVectors } from "../src/index.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const words = ["the", "영화", "film", "don't", "…"];
const vectors = new RandomState(5).normal(0, 1, [5, 7]).astype("float32");

/** The bytes in pieces of so many. */
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

test.each([
  [false, 1],
  [false, 13],
  [true, 1],
  [true, 13],
  [true, 1e6],
])("what is written is read to the bit (binary %s, pieces of %s bytes)", async (binary, size) => {
  const bytes = encodeWordVectors(words, vectors, { binary });
  const read = await readWordVectors(inPieces(bytes, size));
  expect(read).toEqual({ words, vectors, count: 5 });
});

test("only the wanted words are kept, and all are counted", async () => {
  for (const binary of [false, true]) {
    const bytes = encodeWordVectors(words, vectors, { binary });
    const read = await readWordVectors([bytes], { words: ["film", "the", "missing"] });
    expect(read.words).toEqual(["the", "film"]);
    expect(read.vectors).toEqual(vectors.take([0, 2]));
    expect(read.count).toBe(5);
  }
});

test("GloVe's text has no header, words with spaces, and line ends of Windows", async () => {
  const read = await readWordVectors([bytesOf("the 0.1 -2e-3\r\n. . . 1 2\r\nthe 5 5\r\n\r\n")]);
  expect(read.words).toEqual(["the", ". . ."]);
  expect(read.vectors).toEqual(
    tensor(
      [
        [0.1, -0.002],
        [1, 2],
      ],
      { dtype: "float32" },
    ),
  );
  expect(read.count).toBe(3);
});

test("binary vectors without line ends between them are read", async () => {
  const whole = encodeWordVectors(["a", "b"], vectors.slice([0, 2]), { binary: true });
  const header = bytesOf("2 7\n").length;
  const size = 2 + 4 * 7;
  const bytes = Uint8Array.from([
    ...whole.subarray(0, header + size),
    ...whole.subarray(header + size + 1, header + 2 * size + 1),
  ]);
  expect((await readWordVectors([bytes])).vectors).toEqual(vectors.slice([0, 2]).copy());
});

test.each([
  ["", "at least one line, got an empty file"],
  ["the 1 2\nof 1\n", 'a word and 2 numbers, got 1: "of 1" (line 2)'],
  ["the 1 2\nof 1 x\n", 'numbers after the word "of", got "x" (line 2)'],
  ["the 1 2\nof 1 nan\n", 'numbers after the word "of", got "nan" (line 2)'],
  ["the 1 2\nof 1 1e39\n", 'numbers after the word "of", got "1e39" (line 2)'],
  ["3 2\nthe 1 2\n", "3 words, as the first line says, got 1"],
  ["3 0\n", "vectors of 1 to 65535 numbers, got 0 (line 1)"],
  ["3 99999\n", "vectors of 1 to 65535 numbers, got 99999 (line 1)"],
  ["word\n", 'a word and its numbers, got 0: "word" (line 1)'],
])("%j is an error that names the line", async (text, message) => {
  const error: unknown = await readWordVectors([bytesOf(text)]).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(InteropError);
  expect((error as Error).message).toBe(`readWordVectors: expected ${message}.`);
});

test("a binary file that ends early is an error, and so is a line without an end", async () => {
  const bytes = encodeWordVectors(words, vectors, { binary: true });
  await expect(readWordVectors([bytes.subarray(0, bytes.length - 9)])).rejects.toThrow(
    "readWordVectors: expected 5 words, as the first line says, got 4.",
  );
  await expect(readWordVectors([new Uint8Array(2_000_000).fill(0x61)])).rejects.toThrow(
    "readWordVectors: expected lines of at most 1000000 bytes, got a longer one. Is it a file of word vectors?",
  );
  await expect(readWordVectors([new Uint8Array([0xff, 0x20, 0x31, 0x0a])])).rejects.toThrow(
    "readWordVectors: expected UTF-8, got other bytes (line 1).",
  );
});

test("a text that holds no vectors is an error, whatever words are wanted", async () => {
  await expect(readWordVectors([bytesOf("hello there\n")], { words: ["film"] })).rejects.toThrow(
    'readWordVectors: expected numbers after the word "hello", got "there" (line 1).',
  );
});

test("binary numbers that are not finite are an error that names the word", async () => {
  const strange = tensor(
    [
      [1, 2],
      [3, Number.NaN],
    ],
    { dtype: "float32" },
  );
  const bytes = encodeWordVectors(["the", "of"], strange, { binary: true });
  await expect(readWordVectors([bytes])).rejects.toThrow(
    'readWordVectors: expected numbers after the word "of", got NaN (word 2).',
  );
});

test.each([
  [[0x1f, 0x8b, 8], "a gzip file. Decompress it first."],
  [[0x50, 0x4b, 3, 4, 20], "a zip archive. Unpack it, and give a file that was in it."],
  [[0xba, 0x16, 0x4f, 0x2f, 12], "a model of fastText. Give its vectors, the .vec file."],
])("another file is named: %s", async (bytes, what) => {
  await expect(readWordVectors([Uint8Array.from(bytes)])).rejects.toThrow(
    `readWordVectors: expected vectors of words, got ${what}`,
  );
});

test("a word with a space cannot be written", () => {
  expect(() => encodeWordVectors(["a b"], tensor([[1]]))).toThrow(
    'encodeWordVectors: expected words without spaces and line ends, got "a b" (words[0]).',
  );
  expect(() => encodeWordVectors(["a"], tensor([1, 2]))).toThrow(
    "encodeWordVectors: expected vectors of shape [1, D], got [2].",
  );
});
