import { readFileSync } from "node:fs";
import { chapterCurve } from "@rnn/run-report";
import { expect, test } from "vitest";

test("the report's curve of the chapter is that of the golden run of float64 NumPy, to four decimals", () => {
  const { chapter } = JSON.parse(
    readFileSync(new URL("golden/training.json", import.meta.url), "utf8"),
  ) as { chapter: { losses: number[]; val_losses: number[] } };
  const rounded = (values: number[]): number[] => values.map((value) => Number(value.toFixed(4)));
  expect(chapterCurve.losses).toEqual(rounded(chapter.losses));
  expect(chapterCurve.valLosses).toEqual(rounded(chapter.val_losses));
});
