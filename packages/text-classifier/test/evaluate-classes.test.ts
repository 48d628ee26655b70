import { tensor } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Evaluation, evaluate, findConfusions, findMistakes } from "../src/index.ts";
import { labels, ofFour as rows } from "./four-classes.ts";

const near = (value: number): unknown => expect.closeTo(value, 14) as unknown;

describe("evaluate of more than two classes", () => {
  const found = evaluate(labels, rows);

  test("has scikit-learn's confusion matrix, precision, recall and F1 of each class", () => {
    // confusion_matrix(y, p.argmax(1))
    expect(found.confusion).toEqual([
      [2, 0, 0, 0],
      [1, 2, 0, 0],
      [1, 1, 2, 0],
      [0, 0, 1, 0],
    ]);
    // precision_recall_fscore_support(y, p.argmax(1), zero_division=np.nan)
    expect(found.classes).toEqual([
      { precision: 0.5, recall: 1, f1: near(2 / 3), support: 2 },
      { precision: near(2 / 3), recall: near(2 / 3), f1: near(2 / 3), support: 3 },
      { precision: near(2 / 3), recall: 0.5, f1: near(0.5714285714285714), support: 4 },
      { precision: null, recall: 0, f1: 0, support: 1 },
    ]);
  });

  test("has scikit-learn's averages over the classes", () => {
    // precision_recall_fscore_support(y, p.argmax(1), average="macro", "micro", "weighted")[:3]
    expect(found.averages).toEqual({
      macro: {
        precision: near(0.45833333333333326),
        recall: near(0.5416666666666666),
        f1: near(0.47619047619047616),
      },
      micro: { precision: near(0.6), recall: near(0.6), f1: near(0.6) },
      weighted: {
        precision: near(0.5666666666666667),
        recall: near(0.6),
        f1: near(0.5619047619047619),
      },
    });
  });

  test("has scikit-learn's accuracy, log loss, area of each class against the rest, and top-k accuracy", () => {
    expect(found.count).toBe(10);
    // accuracy_score(y, p.argmax(1)), log_loss(y, p)
    expect(found.accuracy).toBe(0.6);
    expect(found.loss).toBeCloseTo(0.9595414790436612, 12);
    // roc_auc_score(y, p, multi_class="ovr", average=None), and average="macro"
    expect(found.rocAucs).toEqual(
      [1, 0.8333333333333334, 0.7916666666666666, 0.888888888888889].map(near),
    );
    expect(found.rocAuc).toBeCloseTo(0.8784722222222222, 14);
    // top_k_accuracy_score(y, p, k=1), 2, 3
    expect(found.topAccuracies).toEqual([0.6, 0.8, 1, 1]);
  });

  test("leaves out of the averages what occurs nowhere, and gives null for what is not defined", () => {
    const without = evaluate(
      [0, 0, 1],
      [
        [0.8, 0.1, 0.1],
        [0.6, 0.3, 0.1],
        [0.2, 0.7, 0.1],
      ],
    );
    expect(without.classes[2]).toEqual({ precision: null, recall: null, f1: null, support: 0 });
    expect(without.averages.macro).toEqual({ precision: 1, recall: 1, f1: 1 });
    expect(without.rocAucs).toEqual([1, 1, null]);
    expect(without.rocAuc).toBe(1);
    const ofOne = evaluate([2], [[0.1, 0.2, 0.7]]);
    expect(ofOne.rocAucs).toEqual([null, null, null]);
    expect(ofOne.rocAuc).toBeNull();
    expect(ofOne.accuracy).toBe(1);
  });

  test("takes a row of equal probabilities for the first class, for the top ones too", () => {
    const tied = evaluate([0, 1, 2], tensor(Array<number>(9).fill(1 / 3)).reshape([3, 3]));
    expect(tied.confusion).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
    ]);
    expect(tied.topAccuracies).toEqual([1 / 3, 2 / 3, 1]);
    expect(tied.rocAuc).toBe(0.5);
  });

  test("takes tensors, and counts a thousand classes", () => {
    expect(evaluate(tensor(labels, { dtype: "int32" }), tensor(rows))).toEqual(found);
    const classes = 1000;
    const many = Array.from({ length: classes }, (_, n) =>
      Float64Array.from({ length: classes }, (_unused, k) => Number(k === (n % 7 === 0 ? 0 : n))),
    );
    const result = evaluate([...many.keys()], many);
    expect(result.accuracy).toBe(1 - 142 / classes);
    expect(result.topAccuracies).toHaveLength(5);
    expect(findConfusions(result.confusion)).toHaveLength(142);
  });

  test.each<[unknown, RegExp]>([
    [[[0.5, 0.5, 0.2]], /of a row to sum to 1, got 1\.2 \(at \[0\]\)/],
    [[[0.5, 0.5, Number.NaN]], /from 0 to 1, got NaN \(at \[0, 2\]\)/],
    [[[0.5, 0.5], [1]], /expected 2 probabilities in each row, got 1 \(at \[1\]\)/],
    [[[0.5, 0.5], 1], /expected 2 probabilities in each row, got 1 \(at \[1\]\)/],
    [[[0.5, "0.5"]], /probabilities \[0\] to be numbers, got "0\.5" \(at \[1\]\)/],
    [
      [
        [0.5, 0.3, 0.2],
        [0.5, 0.3, 0.2],
      ],
      /got 1 labels and 2 rows of probabilities/,
    ],
    [[[0.5, 0.5]], /labels 0 or 1, got 2/],
    [tensor([[[0.5, 0.5]]]), /shape \[N\] or \[N, 1\] or \[N, K\], got \[1, 1, 2\]/],
  ])("refuses %j", (probabilities, message) => {
    expect(() => evaluate([2], probabilities as number[][])).toThrow(message);
  });

  test("refuses labels that are no class, and a threshold", () => {
    expect(() => evaluate([3], [[0.2, 0.3, 0.5]])).toThrow(
      /labels from 0 to 2, got 3 \(at \[0\]\)/,
    );
    expect(() => evaluate([0.5], [[0.2, 0.3, 0.5]])).toThrow(/got 0\.5/);
    expect(() => evaluate([1], [[0.2, 0.3, 0.5]], { threshold: 0.5 })).toThrow(
      new TypeError(
        "evaluate: expected threshold to be left out where each class has its probability, got 0.5.",
      ),
    );
  });
});

test("Two classes have the same figures whether one of them or both have a probability", () => {
  const row = fc.record({ label: fc.constantFrom(0, 1), eighths: fc.integer({ min: 0, max: 8 }) });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (given) => {
      const y = given.map(({ label }) => label);
      const ones = given.map(({ eighths }) => eighths / 8);
      const { loss, ...figures } = evaluate(y, ones);
      const { loss: ofBoth, ...same }: Evaluation = evaluate(
        y,
        ones.map((p) => [1 - p, p]),
      );
      expect(same).toEqual(figures);
      // 1 - (1 - 1e-10) is not 1e-10 to the last digit.
      expect(ofBoth).toBeCloseTo(loss, 6);
      expect(figures.rocAucs).toEqual([figures.rocAuc, figures.rocAuc]);
      expect(figures.topAccuracies).toEqual([figures.accuracy, 1]);
    }),
  );
});

test("findConfusions gives the classes that are confused most often, equal counts in their order", () => {
  expect(
    findConfusions([
      [9, 2, 0],
      [3, 9, 2],
      [0, 0, 9],
    ]),
  ).toEqual([
    { label: 1, predicted: 0, count: 3 },
    { label: 0, predicted: 1, count: 2 },
    { label: 1, predicted: 2, count: 2 },
  ]);
});

test("findMistakes puts the row that was surest of another class first", () => {
  expect(findMistakes(labels, rows)).toEqual([6, 9, 3, 4]);
  expect(findMistakes(labels, tensor(rows), { count: 1 })).toEqual([6]);
});
