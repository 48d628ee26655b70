import type { LabelledData } from "@rnn/labelled-text";
import { trainValidationSplit } from "@rnn/preprocess";
import { describe, expect, test } from "vitest";
import { encodeTexts, prepareTexts } from "../src/index.ts";

const texts = Array.from({ length: 20 }, (_, i) => `word${i} ${i % 2 === 0 ? "good" : "bad"} film`);
const labels = Uint8Array.from(texts, (_, i) => (i + 1) % 2);
const part = (from: number, to: number) => ({
  texts: texts.slice(from, to),
  labels: labels.slice(from, to),
  origins: texts.slice(from, to).map((_, i) => `a.csv:${i + 2}`),
});
const data: LabelledData = {
  train: part(0, 16),
  test: part(16, 20),
  classNames: ["bad", "good"],
  description: "a.csv",
  skippedRows: 0,
  remarks: [],
};

describe("prepareTexts", () => {
  test("splits as trainValidationSplit does, and knows the words of the training part alone", () => {
    const prepared = prepareTexts(data, { maxlen: 3, validationSize: 4, seed: 7 });
    const { train, validation } = trainValidationSplit(16, { validationSize: 4, seed: 7 });
    expect(prepared.validationRows.toArray()).toEqual(validation.toArray());
    expect(prepared.yTrain.toArray()).toEqual(Array.from(train.data, (row) => labels[row]));
    expect(prepared.yVal.toArray()).toEqual(Array.from(validation.data, (row) => labels[row]));
    const known = prepared.vocabulary.filter((word) => word !== null);
    const words = Array.from(train.data, (row) => `word${row}`);
    expect([...known].sort()).toEqual(["film", "good", "bad", ...words].sort());
    expect(prepared.summary.validation?.texts).toBe(4);
  });

  test("pads and cuts in front, at a maxlen of 1 too", () => {
    for (const maxlen of [1, 2, 5]) {
      const { xTrain, xTest, vocabulary, yTest } = prepareTexts(data, { maxlen });
      expect(xTrain.shape).toEqual([13, maxlen, vocabulary.length]);
      expect(yTest?.toArray()).toEqual([1, 0, 1, 0]);
      const ids = encodeTexts(data.test?.texts ?? [], vocabulary).toArrays();
      const padded = ids.map((row) => [0, 0, 0, 0, 0, ...row].slice(-maxlen));
      expect(xTest?.indices.toArray()).toEqual(padded);
    }
  });

  test("has no test part where the data has none", () => {
    const { xTest, yTest } = prepareTexts({ ...data, test: undefined }, { maxlen: 3 });
    expect([xTest, yTest]).toEqual([undefined, undefined]);
  });

  test("says what it does next", () => {
    const steps: string[] = [];
    prepareTexts(data, { maxlen: 3, onStep: (step) => steps.push(step) });
    expect(steps).toEqual([
      "counting the words of 16 texts",
      "looking at 16 texts",
      "encoding 16 texts",
    ]);
  });

  test.each([{ maxlen: 0 }, { maxlen: 3, numWords: 0 }, { maxlen: 3, validationSize: 16 }])(
    "refuses %j",
    (options) => {
      expect(() => prepareTexts(data, options)).toThrow(RangeError);
    },
  );
});
