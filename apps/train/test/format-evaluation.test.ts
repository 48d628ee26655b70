import { countColumns } from "@rnn/labelled-text/display";
import { tensor } from "@rnn/tensor";
import { evaluate } from "@rnn/text-classifier";
import { expect, test } from "vitest";
import { formatEvaluation } from "../src/evaluation/format-evaluation.ts";

test("the figures of classes with wide letters end in the same columns of a terminal as those of others", () => {
  const evaluation = evaluate(
    [0, 1, 2],
    tensor([
      [0.8, 0.1, 0.1],
      [0.1, 0.8, 0.1],
      [0.1, 0.8, 0.1],
    ]),
  );
  const rowsOf = (names: readonly string[]) =>
    formatEvaluation(evaluation, names, [])
      .split("\n")
      .filter((line) => /\d$/.test(line))
      .map(countColumns);
  expect(rowsOf(["일반 문의", "해지", "中性"])).toEqual(rowsOf(["inquiries", "ends", "rest"]));
});
