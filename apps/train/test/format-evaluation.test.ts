import { countColumns } from "@rnn/labelled-text/display";
import { tensor } from "@rnn/tensor";
import { compareModels, evaluate } from "@rnn/text-classifier";
import { expect, test } from "vitest";
import { formatComparison } from "../src/evaluation/format-comparison.ts";
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

test("parts that are right equally often do not differ, which is not called chance", () => {
  const [rnn, ngrams] = [tensor([0.1, 0.9, 0.8]), tensor([0.2, 0.7, 0.9])];
  const lines = formatComparison(compareModels([0, 1, 1], { rnn, ngrams }));
  expect(lines.at(-1)).toBe(
    "recurrent network less n-grams: +0.0000 (+0.0000 to +0.0000): no difference",
  );
});
