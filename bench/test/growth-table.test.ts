import { describe, expect, test } from "vitest";
import {
  describeCrossings,
  findCrossing,
  growthTable,
  pointTable,
} from "../report/growth-table.ts";

const curve = (tool: string, ms: number[]) => ({
  axis: "units",
  tool,
  points: ms.map((each, i) => ({ value: 10 * 10 ** i, ms: each })),
  exponent: 1,
});
const ours = curve("@rnn/model", [1000, 10_000, 100_000]);

describe("findCrossing", () => {
  test("is where the lines through neighbouring points cross in logarithms", () => {
    // Twice as slow at 10, twice as fast at 100: as fast half way, at 10 x sqrt 10.
    expect(findCrossing(ours, curve("other", [2000, 5000, 20_000]))).toBeCloseTo(10 * 10 ** 0.5, 9);
  });

  test("is the first size where the other tool is the faster from the start", () => {
    expect(findCrossing(ours, curve("other", [500, 500, 500]))).toBe(10);
  });

  test("is undefined where it never is", () => {
    expect(findCrossing(ours, curve("other", [2000, 20_000, 200_000]))).toBeUndefined();
  });
});

test("crossings are told in sentences", () => {
  const slower = curve("other", [2000, 20_000, 200_000]);
  expect(describeCrossings([ours, slower])).toBe("units: @rnn/model is the faster up to 1000.");
  const faster = curve("other", [500, 500, 500]);
  expect(describeCrossings([ours, faster])).toBe("units: other is the faster from about 10 on.");
});

test("a growth table has each curve's ends and exponent", () => {
  expect(growthTable([ours]).split("\n").at(-1)).toBe(
    "| units | @rnn/model | 10 | 1,000 | 1.0 to 100 | 1.00 |",
  );
});

test("a point table has a line a size and a column a curve", () => {
  const other = { ...ours, tool: "other", points: [{ value: 100, ms: 2500 }] };
  expect(pointTable([ours, other]).split("\n").slice(2)).toEqual([
    "| 10 | 1.0 |  |",
    "| 100 | 10 | 2.5 |",
    "| 1000 | 100 |  |",
  ]);
});
