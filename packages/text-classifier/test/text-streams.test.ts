import { streamLabelledTexts, streamTexts } from "@rnn/labelled-text";
import { describe, expect, test } from "vitest";
import { summarize, summarizeStream, type TextStream, trainTextClassifier } from "../src/index.ts";
import { limitNgrams } from "../src/training/limit-ngrams.ts";
import { NormalizedTexts } from "../src/training/normalized-texts.ts";
import { spreadRows } from "../src/training/spread-rows.ts";

const words = ["good", "nice", "bad", "awful", "day", "film", "story", "so", "long", "end"];
const texts = Array.from(
  { length: 60 },
  (_, i) => `${words[i % 4]} ${words[4 + (i % 5)]} ${words[4 + ((i * 7) % 6)]} ${i % 25}`,
);
const labels = Uint8Array.from(texts, (text) => Number(/good|nice/.test(text)));
const origins = texts.map((_, i) => `a.csv:${i + 2}`);

/** Texts that come a few at a time. */
function inPieces(all: readonly string[], size: number): TextStream {
  return {
    length: all.length,
    batches: async function* () {
      for (let at = 0; at < all.length; at += size) yield { texts: all.slice(at, at + size) };
    },
  };
}

describe("trainTextClassifier", () => {
  test("gives the same bits for texts that are read anew as for a list of them", async () => {
    const options = { units: 3, epochs: 2, seed: 7 };
    const wanted = await trainTextClassifier({ texts, labels }, options);
    const ours = await trainTextClassifier({ texts: inPieces(texts, 7), labels }, options);
    expect(ours.classifier.save()).toEqual(wanted.classifier.save());
    expect(ours.evaluations).toEqual(wanted.evaluations);
    expect(ours.validationRows).toEqual(wanted.validationRows);
  });

  test("takes validation texts that are read anew", async () => {
    const options = { units: 3, epochs: 1, model: "rnn" } as const;
    const given = (list: readonly string[]) => ({
      texts: inPieces(list.slice(0, 40), 9),
      labels: labels.slice(0, 40),
      validation: { texts: inPieces(list.slice(40), 3), labels: labels.slice(40) },
    });
    const { validationRows, refitted } = await trainTextClassifier(given(texts), options);
    expect(validationRows).toEqual(Array.from({ length: 20 }, (_, row) => row));
    expect(refitted).toBe(false);
  });

  test("refuses a stream that gives fewer texts than it says", async () => {
    const short = { ...inPieces(texts.slice(1), 7), length: texts.length };
    await expect(trainTextClassifier({ texts: short, labels })).rejects.toThrow(
      "trainTextClassifier: expected 60 texts each time they are read, got 59.",
    );
  });
});

describe("NormalizedTexts", () => {
  test.each([0, 1e6])(
    "gives rows in the order asked for, with %i characters kept",
    async (most) => {
      const all = new NormalizedTexts(
        [["A  b", "C"], inPieces(["d", "E", "f"], 2)],
        undefined,
        most,
      );
      expect(await all.take([4, 0], [3])).toEqual([["f", "a b"], ["e"]]);
      expect(await all.take([1, 1, 2])).toEqual([["c", "c", "d"]]);
    },
  );
});

describe("summarizeStream", () => {
  const vocabulary = [null, "good", "film", "day"];
  const options = { maxlen: 2, validationRows: [3, 4, 50] };

  test("gives what summarize gives, warnings with their texts too", async () => {
    const tested = {
      texts: ["Good end 3", ...texts.slice(0, 5)],
      labels: new Uint8Array(6),
      origins,
    };
    const about = { classNames: ["bad", "good"], description: "a", skippedRows: 0, remarks: ["r"] };
    const train = { texts, labels, origins };
    const wanted = summarize({ ...about, train, test: tested }, vocabulary, options);
    const streams = { train: streamTexts(train), test: streamTexts(tested) };
    expect(await summarizeStream({ ...about, ...streams }, vocabulary, options)).toEqual(wanted);
    expect(wanted.warnings.map(({ code }) => code)).toContain("contradicting-texts");
  });

  test("reads a file that is not kept", async () => {
    const content = `text,label\n${texts.map((text, i) => `${text},${labels[i]}\n`).join("")}`;
    const streamed = await streamLabelledTexts({ name: "a.csv", content }, { keptCharacters: 0 });
    const kept = await streamLabelledTexts({ name: "a.csv", content });
    const wanted = await summarizeStream(kept, vocabulary, options);
    expect(await summarizeStream(streamed, vocabulary, options)).toEqual(wanted);
  });
});

describe("limitNgrams", () => {
  const short = ["ab", "cd"];

  test("leaves texts alone that memory holds", () => {
    const given = { rows: 1_000_000, classes: 2, options: { C: 3 } };
    expect(limitNgrams(short, given)).toEqual({ rows: 1_000_000, options: { C: 3 } });
  });

  test("takes a part of very many, and bounds their n-grams", () => {
    // Each text has 1 n-gram of words; of characters " ab " has 10, of which the space is there twice.
    const { rows, options } = limitNgrams(short, { rows: 2e7, classes: 4, options: {} });
    expect(rows).toBe(5_000_000);
    expect(options).toEqual({ maxFeatures: 2 ** 21 });
    const chosen = { characters: null, maxFeatures: 7 };
    const large = limitNgrams(short, { rows: 2e8, classes: 2, options: chosen });
    expect(large).toEqual({ rows: 50_000_000, options: chosen });
  });

  const wordsOf = (length: number) =>
    Array.from({ length }, (_, i) => (i + 1000).toString(36)).join(" ");

  test("takes 250,000 of more, and all of fewer, where these have at most 200 million n-grams", () => {
    const text = wordsOf(100);
    const ofRows = (rows: number) => limitNgrams([text], { rows, classes: 2, options: {} });
    expect(ofRows(300_000).rows).toBe(250_000);
    expect(ofRows(250_000)).toEqual({ rows: 250_000, options: {} });
  });

  test("takes fewer of long texts, which would not be in memory together", () => {
    // 20,000 words and 19,999 pairs, and of characters at least as many.
    const options = { characters: null };
    const ofRows = (rows: number) =>
      limitNgrams([wordsOf(20_000)], { rows, classes: 2, options }).rows;
    expect(ofRows(300_000)).toBe(Math.floor(200_000_000 / 39_999));
    expect(ofRows(20_000)).toBe(Math.floor(200_000_000 / 39_999));
    expect(ofRows(5_000)).toBe(5_000);
  });
});

test("rows are spread over all classes, each with its share and at least one", () => {
  const all = Int32Array.from({ length: 1000 }, (_, row) => row);
  const classes = all.map((row) => (row === 500 ? 2 : row % 2));
  const rows = spreadRows(classes, all, 10);
  expect(rows).toHaveLength(10);
  expect(rows).toContain(500);
  expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
  expect(spreadRows(classes, all, 1000)).toBe(all);
});
