import { tensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import { findMistakes } from "../src/index.ts";

describe("findMistakes", () => {
  test("finds the rows of the other class, the most confident first", () => {
    expect(findMistakes([1, 0, 1, 0, 1], [0.4, 0.9, 0.8, 0.3, 0.05])).toEqual([4, 1, 0]);
  });

  test("keeps equally confident rows in their order, of both classes", () => {
    expect(findMistakes([0, 1, 0, 1], [0.75, 0.25, 0.75, 0.25])).toEqual([0, 1, 2, 3]);
  });

  test("takes 0.5 for class 0", () => {
    expect(findMistakes([0, 1], [0.5, 0.5])).toEqual([1]);
  });

  test.each([
    [0, []],
    [2, [4, 1]],
    [9, [4, 1, 0]],
  ])("finds %i at most", (count, rows) => {
    const labels = tensor([1, 0, 1, 0, 1]);
    expect(findMistakes(labels, [0.4, 0.9, 0.8, 0.3, 0.05], { count })).toEqual(rows);
  });

  test.each([-1, 1.5, Number.NaN])("refuses a count of %d", (count) => {
    expect(() => findMistakes([0], [0.1], { count })).toThrow(
      new RangeError(`findMistakes: expected count to be a whole number from 0 on, got ${count}.`),
    );
  });

  test("refuses labels and probabilities as evaluate does, under its own name", () => {
    expect(() => findMistakes([0, 2], [0.1, 0.2])).toThrow(
      "findMistakes: expected labels 0 or 1, got 2 (at [1]).",
    );
    expect(() => findMistakes([0], [0.1, 0.2])).toThrow(
      "findMistakes: expected as many labels as probabilities, and at least one, got 1 labels and 2 probabilities.",
    );
  });
});

test("a threshold decides what a mistake is, and how confident", () => {
  const [labels, probabilities] = [
    [1, 1, 0, 0],
    [0.7, 0.1, 0.85, 0.6],
  ];
  expect(findMistakes(labels, probabilities, { threshold: 0.8 })).toEqual([1, 0, 2]);
  expect(() => findMistakes(labels, probabilities, { threshold: 2 })).toThrow(
    /^findMistakes: expected threshold to be a number from 0 to 1, got 2/,
  );
});
