import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RandomState } from "@rnn/tensor";
import { afterAll, describe, expect, test } from "vitest";
import { decodeReview, encodeReview, getWordIndex, loadData } from "../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "rnn-word-index-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const path = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(path, text, "latin1");
  return path;
}

const index = new Map([
  ["the", 1],
  ["film", 2],
  ["was", 3],
  ["don't", 4],
  ["kırk", 5],
]);

describe("getWordIndex", () => {
  test("gives ranks by word, in the order of rank", async () => {
    const path = fileOf('{"film": 3, "10": 2, "the": 1}');
    expect([...(await getWordIndex({ path }))]).toEqual([
      ["the", 1],
      ["10", 2],
      ["film", 3],
    ]);
  });

  test("takes words that are names of objects' own members", async () => {
    const path = fileOf('{"__proto__": 1, "constructor": 2, "toString": 3}');
    const names = await getWordIndex({ path });
    expect([...names.keys()]).toEqual(["__proto__", "constructor", "toString"]);
    expect(encodeReview("constructor valueOf", names, { startChar: null })).toEqual(
      Int32Array.of(5, 2),
    );
  });

  test.each([
    ["broken JSON", '{"the": 1'],
    ["a list", "[1]"],
    ["null", "null"],
    ["a rank of 0", '{"the": 0}'],
    ["a rank of text", '{"the": "1"}'],
    ["a broken rank", '{"the": 1.5}'],
    ["a rank over 2^31 - 1", '{"the": 2147483648}'],
    ["lists inside each other", `{"the": ${"[".repeat(1e6)}${"]".repeat(1e6)}}`],
    ["objects inside each other", '{"the":'.repeat(1e6)],
    ["64 MB and more", `{"the": 1${" ".repeat(2 ** 26)}}`],
    ["a word of a megabyte with a wrong rank", `{"${"the".repeat(4e5)}": 0}`],
    ["bytes that are not UTF-8", '{"\xff\xfe": 1}'],
  ])("refuses %s", async (_, text) => {
    await expect(getWordIndex({ path: fileOf(text) })).rejects.toMatchObject({
      code: "ERR_RNN_DATASET_FORMAT",
      message: expect.stringMatching(/^getWordIndex: expected .{1,200} \(in /),
    });
  });

  test("refuses options of loadData", async () => {
    await expect(getWordIndex({ indexFrom: 3 } as object)).rejects.toThrow(TypeError);
  });
});

describe("decodeReview", () => {
  test("takes 3 off each id and gives ? where there is no word", () => {
    expect(decodeReview([1, 4, 5, 6, 0, 2, 99, -1], index)).toBe("? the film was ? ? ? ?");
  });

  test("takes another offset off", () => {
    expect(decodeReview(Int32Array.of(1, 2), index, { indexFrom: 0 })).toBe("the film");
  });

  test("gives nothing for no ids", () => {
    expect(decodeReview([], index)).toBe("");
  });

  test("sees words that were added to the index", () => {
    const growing = new Map([["the", 1]]);
    expect(decodeReview([4, 5], growing)).toBe("the ?");
    growing.set("film", 2);
    expect(decodeReview([4, 5], growing)).toBe("the film");
  });
});

describe("encodeReview", () => {
  test("splits at punctuation, keeps apostrophes, and puts A to Z into lower case", () => {
    expect(encodeReview("THE film--(was)\tdon't\n<the>", index)).toEqual(
      Int32Array.of(1, 4, 5, 6, 7, 4),
    );
  });

  test("leaves other letters and other spaces as they are", () => {
    expect(encodeReview("kırk KIRK the\u00a0film", index)).toEqual(Int32Array.of(1, 8, 2, 2));
  });

  test("cuts as loadData does: below skipTop, from numWords on, the start mark included", () => {
    expect(encodeReview("the film was", index, { skipTop: 5, numWords: 6 })).toEqual(
      Int32Array.of(2, 2, 5, 2),
    );
    expect(encodeReview("the film was", index, { skipTop: 5, oovChar: null })).toEqual(
      Int32Array.of(5, 6),
    );
    expect(encodeReview("unknown the", index, { oovChar: null, startChar: null })).toEqual(
      Int32Array.of(4),
    );
    expect(encodeReview("the", index, { indexFrom: 0, startChar: 9 })).toEqual(Int32Array.of(9, 1));
  });

  test("gives the start mark alone for a text without words", () => {
    expect(encodeReview(" !? ", index)).toEqual(Int32Array.of(1));
    expect(encodeReview("", index, { startChar: null })).toEqual(new Int32Array());
  });

  test("is undone by decodeReview for words of the index", () => {
    expect(
      decodeReview(encodeReview("The film was the film.", index, { startChar: null }), index),
    ).toBe("the film was the film");
  });

  test("refuses unknown options, naming the nearest", () => {
    expect(() => encodeReview("", index, { maxlen: 5 } as object)).toThrow(/Did you mean/);
  });
});

const dataFolder = process.env["RNN_DATA_DIR"] ?? "";
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe.skipIf(dataFolder === "")("the word index of the IMDB reviews", () => {
  test("has 88,584 words, the most frequent first", async () => {
    const words = await getWordIndex();
    expect(words.size).toBe(88_584);
    expect(words.get("movie")).toBe(17);
    expect(words.keys().next().value).toBe("the");
    expect(Math.max(...words.values())).toBe(88_584);
  });

  test("turns the chapter's first review into the sentence that it prints", async () => {
    const { xTrain } = await loadData({ skipTop: 20, numWords: 100 });
    const sentence = decodeReview(xTrain.filter((id) => id > 2).row(0), await getWordIndex());
    expect(sentence.split(" ").length).toBe(59);
    expect(sha256(sentence)).toBe(
      "c9b7d2e7ace8449e34643f5cb9e07a47fb818444a58027a4e709a8062fc361f4",
    );
  });

  const archive = join(dataFolder, "aclImdb.tar.gz");
  test.skipIf(!existsSync(archive))(
    "encodes the text of a training review as the data set does",
    async () => {
      // The first of the stored reviews; the others follow by their names, sorted.
      const file = "aclImdb/train/pos/0_9.txt";
      const text = execFileSync("tar", ["-xzOf", archive, "--occurrence=1", file]).toString("utf8");
      const options = { numWords: 10_000 };
      const { xTrain } = await loadData(options);
      const row = new RandomState(113).permutation(25_000).data.indexOf(0);
      expect(encodeReview(text, await getWordIndex(), options)).toEqual(xTrain.row(row).slice());
    },
  );
});
