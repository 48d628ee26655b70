import { expect, test } from "vitest";
import { TextNumbers } from "../src/text-numbers.ts";
import { splitRows } from "../src/training/split-rows.ts";

function numbersOf(texts: readonly string[]): Int32Array {
  const different = new TextNumbers();
  return Int32Array.from(texts, (text) => different.numberOf(text));
}

test("rows of equal texts stay together", () => {
  const labels = [0, 0, 0, 0, 1, 1, 1, 1];
  const keys = ["a", "a", "b", "b", "c", "c", "d", "d"];
  const { train, validation } = splitRows(labels, numbersOf(keys), 4, 42);
  const trained = new Set(Array.from(train, (row) => keys[row]));
  expect(validation).toHaveLength(4);
  expect(validation.some((row) => trained.has(keys[row]))).toBe(false);
});

test("a class of one text many times is split all the same, so that there is something to validate with", () => {
  const labels = Array.from({ length: 40 }, (_, row) => row % 2);
  const keys = labels.map((label) => (label === 0 ? "a fine film" : "a dull film"));
  const { train, validation } = splitRows(labels, numbersOf(keys), 8, 42);
  expect(train).toHaveLength(32);
  expect(validation.filter((row) => labels[row] === 0)).toHaveLength(4);
  expect(validation.filter((row) => labels[row] === 1)).toHaveLength(4);
});

test("many different texts have different numbers, and equal ones the same", () => {
  const texts = Array.from({ length: 300_000 }, (_, i) => `text ${i.toString(36)}`);
  const different = new TextNumbers();
  const numbers = texts.map((text) => different.numberOf(text));
  expect(numbers.every((number, i) => number === i)).toBe(true);
  expect(different.size).toBe(texts.length);
  expect(different.numberOf(texts[1234])).toBe(1234);
  expect(
    ["a", "b", "ba", "", "\0", "\0\0"].map((text) => different.numberOf(text) - texts.length),
  ).toEqual([0, 1, 2, 3, 4, 5]);
});
