import { expect, test } from "vitest";
import { jobCostTable, workersTable } from "../report/study-tables.ts";

test("costs have two digits, or no fraction from 10 on", () => {
  const costs = [
    { name: "a job", value: 0.7312, unit: "ms" },
    { name: "Redis's memory", value: 123.4, unit: "MB" },
  ];
  expect(jobCostTable(costs).split("\n").slice(2)).toEqual([
    "| a job | 0.73 ms |",
    "| Redis's memory | 123 MB |",
  ]);
});

test("a study shows how many times sooner two workers have done it", () => {
  const row = { title: "a study", trainings: 32, oneMs: 40_000, twoMs: 20_000 };
  expect(workersTable([row]).split("\n").at(-1)).toBe("| a study | 32 | 40 | 20 | 2.00 |");
});
