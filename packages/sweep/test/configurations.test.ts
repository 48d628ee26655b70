import { expect, test } from "vitest";
import {
  checkStudy,
  countConfigurations,
  drawConfigurations,
  listConfigurations,
} from "../src/index.ts";

const grid = checkStudy({
  options: { batchSize: 32 },
  space: { nCells: [16, 32], learningRate: { min: 0.001, max: 0.1, scale: "log", count: 3 } },
});

test("a grid lists all combinations, the last option changing fastest, with round numbers", () => {
  expect(
    listConfigurations(grid).map(({ nCells, learningRate }) => [nCells, learningRate]),
  ).toEqual([
    [16, 0.001],
    [16, 0.01],
    [16, 0.1],
    [32, 0.001],
    [32, 0.01],
    [32, 0.1],
  ]);
  expect(listConfigurations(grid)[0]).toHaveProperty("batchSize", 32);
  expect(countConfigurations(grid)).toBe(6);
});

test("points of a whole range that fall together count once", () => {
  const { space, options } = checkStudy({
    space: { n: { min: 1, max: 3, integer: true, count: 9 } },
  });
  expect(listConfigurations({ space, options })).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect(countConfigurations({ space })).toBe(3);
});

test("drawn combinations differ, are all of a small space, and begin alike for equal seeds", () => {
  const all = drawConfigurations(grid, 100, 1);
  expect(new Set(all.map((options) => JSON.stringify(options))).size).toBe(6);
  expect(all).toHaveLength(6);
  expect(drawConfigurations(grid, 3, 1)).toEqual(all.slice(0, 3));
  expect(drawConfigurations(grid, 6, 2)).not.toEqual(all);
});

test("values drawn from a range stay within it, whole where they are to be", () => {
  const study = checkStudy({
    space: {
      rate: { min: 0.0001, max: 1, scale: "log" },
      n: { min: 8, max: 12, integer: true },
      share: { min: -1, max: 1 },
    },
    search: { method: "random", trials: 500 },
  });
  const drawn = drawConfigurations(study, 500, 3) as { rate: number; n: number; share: number }[];
  expect(drawn).toHaveLength(500);
  expect(drawn.every(({ rate }) => rate >= 0.0001 && rate <= 1)).toBe(true);
  expect(new Set(drawn.map(({ n }) => n))).toEqual(new Set([8, 9, 10, 11, 12]));
  expect(drawn.every(({ share }) => share >= -1 && share < 1)).toBe(true);
  // On a logarithmic scale half of them lie below the geometric middle.
  expect(drawn.filter(({ rate }) => rate < 0.01).length).toBeGreaterThan(200);
  expect(drawn.filter(({ rate }) => rate < 0.01).length).toBeLessThan(300);
});

test("draws all that a range of whole numbers has, where more are asked for", () => {
  const study = checkStudy({
    space: { units: { min: 1, max: 4, integer: true }, twice: [true, true] },
    search: { method: "random", trials: 10 },
  });
  const drawn = drawConfigurations(study, 10, 42).map(({ units }) => Number(units));
  expect(drawn.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
});

test("a range that is hardly wider than its rounding ends the drawing", () => {
  const study = checkStudy({
    space: { rate: { min: 0.1, max: 0.1000000000003 } },
    search: { method: "random", trials: 10 },
  });
  expect(drawConfigurations(study, 10, 42).length).toBeLessThan(10);
});
