import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { getWordIndex, loadData } from "@rnn/imdb-data";
import { readLabelledTexts } from "@rnn/labelled-text";
import { Tokenizer, textToWordSequence } from "@rnn/preprocess";
import type { RaggedTensor } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { buildVocabulary } from "../src/build-vocabulary.ts";
import { encodeTexts } from "../src/encode-texts.ts";

const fillers = [null, null, null, null];
const all = { numWords: 1000, skipTop: 0 };

describe("buildVocabulary", () => {
  test("gives the most frequent word id 4, and words of equal count by first appearance", () => {
    expect(buildVocabulary(["b a, a!", "C b a"], all)).toEqual([...fillers, "a", "b", "c"]);
    expect(buildVocabulary(["z y", "y z x"], all)).toEqual([...fillers, "z", "y", "x"]);
  });

  test("keeps numWords words, and of these leaves out the skipTop most frequent", () => {
    const texts = ["a a a a b b b c c d"];
    const cut = (numWords: number, skipTop: number) =>
      buildVocabulary(texts, { numWords, skipTop });
    expect(cut(2, 0)).toEqual([...fillers, "a", "b"]);
    expect(cut(3, 1)).toEqual([...fillers, null, "b", "c"]);
    expect(cut(96, 2)).toEqual([...fillers, null, null, "c", "d"]);
    expect(cut(96, 96)).toEqual([...fillers, null, null, null, null]);
    expect(cut(1, 1)).toEqual([...fillers, null]);
    expect(buildVocabulary(texts)).toEqual([...fillers, "a", "b", "c", "d"]);
  });

  test("gives ten words for numWords 10, and leaves out four for skipTop 4", () => {
    const words = Array.from({ length: 20 }, (_, i) => String.fromCharCode(97 + i));
    const texts = words.map((word, i) => `${word} `.repeat(20 - i));
    const wordsOf = (vocabulary: readonly (string | null)[]) =>
      vocabulary.filter((word) => word !== null);
    expect(wordsOf(buildVocabulary(texts, { numWords: 10 }))).toEqual(words.slice(0, 10));
    expect(wordsOf(buildVocabulary(texts, { skipTop: 4 }))).toEqual(words.slice(4));
    expect(wordsOf(buildVocabulary(texts, { numWords: 10, skipTop: 4 }))).toEqual(
      words.slice(4, 10),
    );
  });

  test("has only fillers where there are no words", () => {
    expect(buildVocabulary([], all)).toEqual(fillers);
    expect(buildVocabulary(["", " ... "], all)).toEqual(fillers);
  });

  test("cuts words as Keras does and makes them lower-case as Unicode does", () => {
    const words = buildVocabulary(["Don't ÄRGER\u00a0dich; constructor __proto__"], all);
    expect(words.slice(4)).toEqual(["don't", "ärger\u00a0dich", "constructor", "proto"]);
  });

  test.each([{ numWords: 0 }, { numWords: 1.5 }, { skipTop: -1 }, { skipTop: NaN }])(
    "refuses %j",
    (wrong) => {
      expect(() => buildVocabulary([], { ...all, ...wrong })).toThrow(RangeError);
    },
  );
});

describe("encodeTexts", () => {
  test("gives each text the ids of its known words, in order, and may give empty rows", () => {
    const vocabulary = buildVocabulary(["good film", "good"], all);
    const encoded = encodeTexts(["Film: good, GOOD?", "", "unseen words", "film"], vocabulary);
    expect(encoded.toArrays()).toEqual([[5, 4, 4], [], [], [5]]);
    expect(encodeTexts([], vocabulary).toArrays()).toEqual([]);
  });

  test("knows no filler, and no name of an object's prototype", () => {
    const vocabulary = buildVocabulary(["a"], all);
    expect(encodeTexts(["null undefined toString constructor a"], vocabulary).toArrays()).toEqual([
      [4],
    ]);
  });

  test("agrees with Keras's Tokenizer, three ids further, for any texts and cuts", () => {
    const word = fc.constantFrom("a", "B", "b", "don't", "ä", "Ä", "!", "x\ty", "");
    const texts = fc.array(fc.array(word).map((words) => words.join(" ")));
    fc.assert(
      fc.property(
        texts,
        texts,
        fc.integer({ min: 1, max: 15 }),
        fc.nat(15),
        (train, others, n, top) => {
          const tokenizer = new Tokenizer({ numWords: n + 1 });
          tokenizer.fitOnTexts(train);
          const expected = tokenizer
            .textsToSequences(others)
            .toArrays()
            .map((row) => row.filter((id) => id > top).map((id) => id + 3));
          const vocabulary = buildVocabulary(train, { numWords: n, skipTop: top });
          expect(vocabulary).toHaveLength(Math.min(n, tokenizer.wordIndex.size) + 4);
          expect(encodeTexts(others, vocabulary).toArrays()).toEqual(expected);
        },
      ),
    );
  });

  test("holds many values", () => {
    const texts = Array.from({ length: 1000 }, (_, i) => "a b ".repeat(i));
    const encoded = encodeTexts(texts, buildVocabulary(texts, all));
    expect(encoded.rowLengths()).toEqual(
      Int32Array.from(texts, (t) => textToWordSequence(t).length),
    );
    expect([...encoded.row(-1).subarray(-2)]).toEqual([4, 5]);
  });
});

const dataFolder = process.env["RNN_DATA_DIR"] ?? "";
const archive = path.join(dataFolder, "aclImdb.tar.gz");

describe.skipIf(dataFolder === "" || !existsSync(archive))("the reviews as text", () => {
  test("give the words and ids of Keras's reviews", async () => {
    const root = mkdtempSync(path.join(tmpdir(), "rnn-reviews-"));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    execFileSync("tar", ["-xzf", archive, "-C", root, "aclImdb/train"]);
    const { train, classNames } = await readLabelledTexts(path.join(root, "aclImdb"));
    expect(classNames).toEqual(["neg", "pos"]);
    expect([train.texts.length, train.labels.indexOf(1)]).toEqual([25_000, 12_500]);

    // loadData counts ids, the first four of which are not words.
    const cut = { numWords: 100, skipTop: 20 };
    const vocabulary = buildVocabulary(train.texts, { numWords: 96, skipTop: 16 });
    const words = [
      ...(await getWordIndex({ path: path.join(dataFolder, "imdb_word_index.json") })).keys(),
    ];
    expect(vocabulary).toEqual([...Array<null>(20).fill(null), ...words.slice(16, 96)]);

    // Keras's rows are shuffled: compared as a sorted list.
    const sorted = (rows: RaggedTensor) => rows.toArrays().map(String).sort();
    const { xTrain } = await loadData({
      ...cut,
      path: path.join(dataFolder, "imdb.npz"),
      size: null,
    });
    expect(sorted(encodeTexts(train.texts, vocabulary))).toEqual(
      sorted(xTrain.filter((id) => id > 2)),
    );
  });
});
