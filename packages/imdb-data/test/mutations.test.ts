import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RaggedTensor } from "@rnn/tensor";
import { testMutations } from "@rnn/testing/test-mutations";
import { afterAll } from "vitest";
import { applyReviewOptions, type Reviews } from "../src/apply-review-options.ts";
import { DatasetError, decodePickledLists, getWordIndex } from "../src/index.ts";
import { resolveReviewOptions } from "../src/review-options.ts";
import { readStoredReviews } from "../src/stored-reviews.ts";
import { arrayOf, bytesOf, list } from "./pickle-bytes.ts";
import { listsNpy, tinyNpz } from "./tiny-npz.ts";

const folder = mkdtempSync(join(tmpdir(), "rnn-mutations-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file that the next call overwrites. */
function fileOf(bytes: Uint8Array): string {
  const path = join(folder, "file");
  writeFileSync(path, bytes);
  return path;
}

const isRefusal = (error: unknown): boolean =>
  error instanceof DatasetError && error.code.startsWith("ERR_RNN_");

/** Whether offsets go up from 0 to the number of values, and no value is negative. */
function isWholeRagged(rows: RaggedTensor): boolean {
  const { rowOffsets, values } = rows;
  return (
    rows instanceof RaggedTensor &&
    rowOffsets[0] === 0 &&
    rowOffsets.at(-1) === values.length &&
    rowOffsets.every((offset, i) => i === 0 || offset >= rowOffsets[i - 1]) &&
    values.every((value) => value >= 0)
  );
}

/** See pickle.test.ts. */
const golden: Record<string, string> = JSON.parse(
  readFileSync(new URL("golden/pickled-lists.json", import.meta.url), "utf8"),
);
const everyForm = bytesOf(
  "](K\x01M\x02\x01J\x03\x00\x00\x00I4\nL5L\n\x8a\x01\x06\x8b\x02\x00\x00\x00\x07\x01e",
);

testMutations({
  format: "pickle",
  originals: [
    ...Object.values(golden).map((hex) => new Uint8Array(Buffer.from(hex, "hex"))),
    arrayOf([everyForm, bytesOf(list([7, 8]), "q\x05"), list([]), bytesOf("h\x05")]),
  ],
  read: decodePickledLists,
  isWhole: isWholeRagged,
  isRefusal,
});

const rows = [[1, 2, 50], [3, 96, 97, 98], [], [70_000]];

/** What loadData does with the bytes of a file. */
async function readReviews(bytes: Uint8Array): Promise<Reviews> {
  const file = { bytes, location: "imdb.npz" };
  const train = await readStoredReviews(file, "train", null);
  const test = await readStoredReviews(file, "test", null);
  return applyReviewOptions("loadData", train, test, resolveReviewOptions("loadData", {}));
}

const areWholeReviews = ({ xTrain, yTrain, xTest, yTest }: Reviews): boolean =>
  [xTrain, xTest].every(isWholeRagged) &&
  [yTrain, yTest].every(({ data }) => data.every((label) => label === 0 || label === 1)) &&
  xTrain.length === yTrain.size &&
  xTest.length === yTest.size;

testMutations({
  format: "imdb.npz",
  originals: [tinyNpz(rows, rows.slice(2)), tinyNpz([], rows)],
  read: readReviews,
  isWhole: areWholeReviews,
  isRefusal,
});

testMutations({
  format: "x_train.npy",
  originals: [listsNpy(rows), listsNpy([])],
  // In an archive of the right CRC-32.
  finish: (npy) => tinyNpz(rows, [], { "x_train.npy": npy }),
  read: (bytes) => readStoredReviews({ bytes, location: "imdb.npz" }, "train", null),
  isWhole: ({ x, y }) => isWholeRagged(x) && x.length === y.length,
  isRefusal,
});

testMutations({
  format: "word index",
  originals: [
    '{"the": 1, "film": 2}',
    '{"__proto__":3,"\\u00e9\\"{":1,"кино":2147483647}',
    "{}",
  ].map((text) => bytesOf(Buffer.from(text))),
  read: (bytes) => getWordIndex({ path: fileOf(bytes) }),
  isWhole: (index) =>
    [...index].every(
      ([word, rank]) =>
        typeof word === "string" && Number.isInteger(rank) && rank >= 1 && rank < 2 ** 31,
    ),
  isRefusal,
});
