import { describe, expect, test } from "vitest";
import { TfidfVectorizer } from "../src/index.ts";
import type { TfidfOptions } from "../src/vectorizer-options.ts";
import { type GoldenRows, golden } from "./golden.ts";

/** The rows of the new texts, by the names of the columns. */
function namedRows(options: TfidfOptions): GoldenRows {
  const vectorizer = new TfidfVectorizer(options);
  vectorizer.fitTransform(golden.texts);
  const names = vectorizer.featureNames();
  const { rows, rowOffsets, indices, values } = vectorizer.transform(golden.new);
  const row = (n: number): Record<string, number> =>
    Object.fromEntries(
      Array.from(indices.subarray(rowOffsets[n], rowOffsets[n + 1]), (column, at) => [
        names[column],
        values[rowOffsets[n] + at],
      ]),
    );
  return { n: vectorizer.columns, rows: Array.from({ length: rows }, (_, n) => row(n)) };
}

describe("n-grams and their weights equal scikit-learn's within float32", () => {
  test.each<[string, TfidfOptions, GoldenRows]>([
    [
      "words of 1 and 2, logarithmic counts",
      { ngramRange: [1, 2], sublinearTf: true },
      golden.words,
    ],
    [
      "in two texts or more, not smoothed, lengths as they are",
      { smoothIdf: false, minDf: 2, norm: null },
      golden.plain,
    ],
    [
      "in at most 3 texts of 10, in their own case, not weighed by rarity",
      { maxDf: 0.3, useIdf: false, lowercase: false },
      golden.maxdf,
    ],
    [
      "characters of 2 to 4",
      { analyzer: "char_wb", ngramRange: [2, 4], sublinearTf: true },
      golden.chars,
    ],
    [
      "characters of 5 and 6, where whole words are shorter",
      { analyzer: "char_wb", ngramRange: [5, 6] },
      golden.chars5,
    ],
  ])("%s", (_, options, wanted) => {
    const found = namedRows(options);
    expect(found.n).toBe(wanted.n);
    found.rows.forEach((row, n) => {
      expect(Object.keys(row).sort()).toEqual(Object.keys(wanted.rows[n]).sort());
      for (const [name, weight] of Object.entries(row)) {
        expect(weight, name).toBeCloseTo(wanted.rows[n][name], 6);
      }
    });
  });
});

test("maxFeatures keeps the n-grams that are most frequent in all texts", () => {
  const vectorizer = new TfidfVectorizer({ maxFeatures: 2 });
  vectorizer.fitTransform(["b a a c", "a b", "d"]);
  expect(vectorizer.featureNames()).toEqual(["b", "a"]);
});

test("hashed n-grams give rows of equal weights where no two share a column", () => {
  const exact = new TfidfVectorizer({ ngramRange: [1, 2] });
  const hashed = new TfidfVectorizer({ ngramRange: [1, 2], hashBits: 20 });
  const wanted = exact.fitTransform(golden.texts);
  const found = hashed.fitTransform(golden.texts);
  expect(found.columns).toBe(2 ** 20);
  expect(found.values).toEqual(wanted.values);
  expect(hashed.transform(["nothing known"]).columns).toBe(2 ** 20);
});

test("a text in which nothing is known is an empty row", () => {
  const vectorizer = new TfidfVectorizer();
  vectorizer.fitTransform(["a b"]);
  expect(vectorizer.transform(["", "c"]).rowOffsets).toEqual(new Int32Array([0, 0, 0]));
});

test.each<[string, object, string]>([
  ["an unknown option", { ngramrange: [1, 2] }, "Did you mean ngramRange?"],
  ["a range the wrong way round", { ngramRange: [2, 1] }, "ngramRange[1]"],
  ["a range that is a number", { ngramRange: 2 }, "ngramRange"],
  ["an unknown analyzer", { analyzer: "char" }, "analyzer"],
  ["a frequency that is neither share nor count", { minDf: 1.5 }, "minDf"],
  ["a hash with a selection", { hashBits: 12, minDf: 2 }, "hashBits"],
])("%s is refused by name", (_, options, message) => {
  expect(() => new TfidfVectorizer(options as TfidfOptions)).toThrow(message);
});

test("texts that are not strings are refused with their place", () => {
  const vectorizer = new TfidfVectorizer();
  expect(() => vectorizer.fitTransform(["a", 1 as unknown as string])).toThrow(
    "fitTransform: expected texts to be strings, got 1 (at [1]).",
  );
  expect(() => vectorizer.transform(["a"])).toThrow("Call fitTransform first.");
});
