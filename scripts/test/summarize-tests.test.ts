import { join } from "node:path";
import { expect, test } from "vitest";
import { summarizeTests } from "../summarize-tests.mjs";

/** A file of the report with tests of these outcomes. */
const file = (name: string, status: string, ...outcomes: string[]) => ({
  name: join("/clone", name),
  status,
  assertionResults: outcomes.map((outcome) => ({ status: outcome })),
});

test("the last line counts tests", () => {
  const report = {
    testResults: [file("a.test.ts", "passed", "passed", "passed"), file("b.test.ts", "passed")],
  };
  expect(summarizeTests(report, "/clone")).toEqual(["2 passed, 0 failed"]);
});

test("skipped tests are counted, and the files that have them are named before", () => {
  const report = {
    testResults: [
      file("packages/a.test.ts", "passed", "passed", "skipped", "pending"),
      file("packages/b.test.ts", "failed", "failed", "todo"),
    ],
  };
  expect(summarizeTests(report, "/clone")).toEqual([
    `skipped: 2 of ${join("packages", "a.test.ts")}`,
    `skipped: 1 of ${join("packages", "b.test.ts")}`,
    "1 passed, 1 failed, 3 skipped",
  ]);
});

test("a file that failed before its first test counts as one failed, and so does no report", () => {
  const report = {
    testResults: [file("a.test.ts", "passed", "passed"), file("b.test.ts", "failed")],
  };
  expect(summarizeTests(report, "/clone")).toEqual(["1 passed, 1 failed"]);
  expect(summarizeTests(undefined, "/clone")).toEqual(["0 passed, 1 failed"]);
});
