import { expect, test } from "vitest";
import { splitRows } from "../src/training/split-rows.ts";

test("rows of equal texts stay together", () => {
  const labels = [0, 0, 0, 0, 1, 1, 1, 1];
  const keys = ["a", "a", "b", "b", "c", "c", "d", "d"];
  const { train, validation } = splitRows(labels, keys, 4, 42);
  const trained = new Set(train.map((row) => keys[row]));
  expect(validation).toHaveLength(4);
  expect(validation.some((row) => trained.has(keys[row]))).toBe(false);
});

test("a class of one text many times is split all the same, so that there is something to validate with", () => {
  const labels = Array.from({ length: 40 }, (_, row) => row % 2);
  const keys = labels.map((label) => (label === 0 ? "a fine film" : "a dull film"));
  const { train, validation } = splitRows(labels, keys, 8, 42);
  expect(train).toHaveLength(32);
  expect(validation.filter((row) => labels[row] === 0)).toHaveLength(4);
  expect(validation.filter((row) => labels[row] === 1)).toHaveLength(4);
});
