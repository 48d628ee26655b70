import { describe, expect, test } from "vitest";
import { bootstrapDifference } from "../src/training/bootstrap-difference.ts";

const rows = Array.from({ length: 400 }, (_, row) => row);

describe("bootstrapDifference", () => {
  test("gives the difference of the accuracies and an interval around it", () => {
    const first = rows.map((row) => row % 10 !== 0);
    const second = rows.map((row) => row % 5 !== 0);
    const { difference, low, high } = bootstrapDifference(first, second, 1);
    expect(difference).toBeCloseTo(0.1, 12);
    // Of 400 rows 40 differ, all one way: a standard deviation of sqrt(0.1 * 0.9 / 400) = 0.015.
    expect(low).toBeGreaterThan(0.1 - 3 * 0.015);
    expect(low).toBeLessThan(0.1 - 0.015);
    expect(high).toBeGreaterThan(0.1 + 0.015);
    expect(high).toBeLessThan(0.1 + 3 * 0.015);
  });

  test("holds 0 where two classifiers err on as many rows, but on others", () => {
    const { difference, low, high } = bootstrapDifference(
      rows.map((row) => row % 20 !== 0),
      rows.map((row) => row % 20 !== 7),
      1,
    );
    expect(difference).toBe(0);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  test("is 0 throughout where both agree on every row, and equal for equal seeds", () => {
    const right = rows.map((row) => row % 3 === 0);
    expect(bootstrapDifference(right, right, 5)).toEqual({ difference: 0, low: 0, high: 0 });
    const other = rows.map((row) => row % 4 === 0);
    expect(bootstrapDifference(right, other, 5)).toEqual(bootstrapDifference(right, other, 5));
  });

  test("of very many rows gives the interval of the normal distribution", () => {
    const all = Array.from({ length: 2 ** 20 }, (_, row) => row);
    const first = all.map((row) => row % 16 !== 0);
    const second = all.map((row) => row % 8 !== 0);
    const { difference, low, high } = bootstrapDifference(first, second, 1);
    // 1 / 16 of the rows gain 1, so that the standard deviation is sqrt(1/16 * 15/16 / 2 ** 20).
    const deviation = Math.sqrt(15 / 256 / 2 ** 20);
    expect(difference).toBe(1 / 16);
    expect((high - difference) / deviation).toBeCloseTo(1.96, 3);
    expect((difference - low) / deviation).toBeCloseTo(1.96, 3);
  });
});
