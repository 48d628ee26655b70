import { expect, test } from "vitest";
import {
  checkStudy,
  describeStudy,
  formatLeaderboardCsv,
  type JobResult,
  planJobs,
} from "../src/index.ts";

const ground = { data: "0f", numbers: "1", engine: "wasm" };

test("a text that a spreadsheet would compute is led by an apostrophe, and numbers are not", () => {
  const texts = ["=1+1", "-a", 'a "b", c'];
  const study = checkStudy({ space: { column: texts, shift: [-1] } });
  const results = new Map<string, JobResult>(
    planJobs(study, ground, new Map()).map(({ key }, i) => [
      key,
      { status: "completed", valLoss: (i + 1) / 10, valAccuracy: 0.5 },
    ]),
  );
  expect(formatLeaderboardCsv(describeStudy(study, ground, results))).toBe(
    [
      "rank,column,shift,epochs,valLoss,spread,completed,failures",
      "1,'=1+1,-1,20,0.1,0,1,0",
      "2,'-a,-1,20,0.2,0,1,0",
      '3,"a ""b"", c",-1,20,0.3,0,1,0',
      "",
    ].join("\r\n"),
  );
});
