import { describe, expect, test } from "vitest";
import { exponent, median, quantileOf } from "../runner/statistics.ts";

describe("median", () => {
  test("is the middle value, whatever their order", () => {
    expect(median([5, 1, 3])).toBe(3);
  });

  test("of an even number is the mean of the two in the middle", () => {
    expect(median([8, 1, 2, 4])).toBe(3);
  });
});

describe("exponent", () => {
  test("of a power law is its power", () => {
    const points = [1, 10, 50, 200].map((value) => ({ value, ms: 3 * value ** 1.7 }));
    expect(exponent(points)).toBeCloseTo(1.7, 12);
  });

  test("of times that do not grow is 0", () => {
    expect(exponent([1, 2, 4].map((value) => ({ value, ms: 7 })))).toBeCloseTo(0, 12);
  });
});

test("a quantile is the value below which its share of the values is", () => {
  const values = Array.from({ length: 100 }, (_, i) => 99 - i);
  expect([0, 0.5, 0.99, 1].map((share) => quantileOf(values, share))).toEqual([0, 50, 99, 99]);
  expect(quantileOf([], 0.5)).toBeNaN();
});
