import { tensor } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareEvaluators,
  compareModels,
  Evaluator,
  type EvaluatorOptions,
  evaluate,
  measureRejection,
  RejectionCounts,
} from "../src/index.ts";
import { labels, ofFour } from "./four-classes.ts";

const weights = [1, 2, 0.5, 3, 0.25, 1, 4, 0.125, 2, 0.75];

const near = (value: number): unknown => expect.closeTo(value, 14) as unknown;

describe("evaluate with weights", () => {
  test("has scikit-learn's figures of two classes under sample_weight", () => {
    const found = evaluate([0, 0, 1, 1, 0, 1, 1], [0.1, 0.7, 0.8, 0.3, 0.5, 0.6, 0.55], {
      weights: [1, 0.5, 2, 0, 3, 0.25, 1.5],
    });
    expect([found.count, found.weight]).toEqual([7, 8.25]);
    // accuracy_score, log_loss, roc_auc_score(y, p, sample_weight=w)
    expect(found.accuracy).toBeCloseTo(0.9393939393939394, 14);
    expect(found.loss).toBeCloseTo(0.5160651477823004, 12);
    expect(found.rocAuc).toBeCloseTo(0.9481481481481482, 14);
    // confusion_matrix(y, t, sample_weight=w)
    expect(found.confusion).toEqual([
      [4, 0.5],
      [0, 3.75],
    ]);
    // precision_recall_fscore_support(y, t, sample_weight=w)
    expect(found.classes).toEqual([
      {
        precision: 1,
        recall: near(0.8888888888888888),
        f1: near(0.9411764705882353),
        support: 4.5,
      },
      { precision: near(0.8823529411764706), recall: 1, f1: 0.9375, support: 3.75 },
    ]);
  });

  test("has scikit-learn's figures of four classes under sample_weight", () => {
    const found = evaluate(labels, ofFour, { weights });
    expect(found.accuracy).toBeCloseTo(0.452991452991453, 14);
    expect(found.loss).toBeCloseTo(1.301048295216168, 12);
    // roc_auc_score(y == k, p[:, k], sample_weight=w)
    expect(found.rocAucs).toEqual([
      1,
      near(0.9192062367115521),
      near(0.41742160278745644),
      near(0.9764705882352941),
    ]);
    // top_k_accuracy_score(y, p, k=k, sample_weight=w)
    expect(found.topAccuracies.slice(0, 3)).toEqual([
      near(0.452991452991453),
      near(0.5213675213675214),
      1,
    ]);
    // precision_recall_fscore_support(y, t, average=a, sample_weight=w, zero_division=0)[:3]
    expect(found.averages.macro).toEqual({
      precision: near(0.3395481948113527),
      recall: near(0.5210084033613446),
      f1: near(0.39487547892720304),
    });
    expect(found.averages.weighted).toEqual({
      precision: near(0.3372354424986003),
      recall: near(0.452991452991453),
      f1: near(0.37530700461734945),
    });
  });

  test("counts a row of weight n as n rows, one of weight 0 as none, and weights of 1 as none given", () => {
    const counts = [1, 0, 3, 2, 1, 0, 2, 1, 4, 1];
    const rows = counts.flatMap((count, n) => Array<number>(count).fill(n));
    const { weight, count, ...weighted } = evaluate(labels, ofFour, { weights: counts });
    const repeated = evaluate(
      rows.map((n) => labels[n]),
      rows.map((n) => ofFour[n]),
    );
    expect([weight, count]).toEqual([15, 10]);
    const { loss, expectedCalibrationError, ...exact } = weighted;
    expect(repeated).toEqual({
      ...exact,
      count: 15,
      loss: near(loss),
      expectedCalibrationError: near(expectedCalibrationError),
    });
    const { weight: ten, ...ones } = evaluate(labels, ofFour, { weights: counts.map(() => 1) });
    expect(ten).toBe(10);
    expect(ones).toEqual(evaluate(labels, ofFour));
  });

  test("refuses what are no weights of the rows", () => {
    const given = (wrong: unknown) => () =>
      evaluate([0, 1], [0.2, 0.9], { weights: wrong as number[] });
    expect(given([1])).toThrow("evaluate: expected 2 weights, one for each row, got 1.");
    expect(given([1, -1])).toThrow(
      /^evaluate: expected weights to be finite numbers from 0 on, got -1 \(at \[1\]\)/,
    );
    expect(given([1, Number.NaN])).toThrow(RangeError);
    expect(given([0, 0])).toThrow(/^evaluate: expected a weight above 0, got 0 for each row/);
    expect(given("11")).toThrow(TypeError);
  });
});

/** What an evaluator finds that is given the rows some at a time. */
function evaluateInParts(
  classes: readonly number[],
  given: readonly (readonly number[])[],
  at: readonly number[],
  options: EvaluatorOptions,
) {
  const evaluator = new Evaluator(classes, options);
  const part = (from: number, to: number) => {
    const rows = given.slice(from, to);
    return rows[0].length === 1 ? rows.flat() : tensor(rows.map((row) => Array.from(row)));
  };
  const edges = [0, ...at, given.length];
  const each = (take: (probabilities: ReturnType<typeof part>) => void) => {
    for (let i = 1; i < edges.length; i++) {
      if (edges[i - 1] < edges[i]) take(part(edges[i - 1], edges[i]));
    }
  };
  each((some) => evaluator.add(some));
  const wasRanked = !evaluator.needsRanking;
  if (!wasRanked) each((some) => evaluator.rank(some));
  return { evaluator, wasRanked };
}

const eighths = fc.integer({ min: 0, max: 8 }).map((n) => n / 8);
const manyRows = fc.record({
  rows: fc.array(
    fc.record({
      label: fc.integer({ min: 0, max: 2 }),
      of: fc.tuple(eighths, eighths),
      weight: eighths,
    }),
    { minLength: 2, maxLength: 30 },
  ),
  cuts: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 4 }),
  isWeighted: fc.boolean(),
  keptProbabilities: fc.constantFrom(0, 1000),
});

describe("an Evaluator", () => {
  test("gives what evaluate gives, to the bit, however rows are split and whether they are kept", () => {
    fc.assert(
      fc.property(manyRows, ({ rows, cuts, isWeighted, keptProbabilities }) => {
        const at = cuts.map((cut) => Math.min(cut, rows.length)).sort((a, b) => a - b);
        const own = isWeighted ? { weights: rows.map(({ weight }) => weight + 0.1) } : {};
        const three = rows.map(({ of: [a, b] }) => [a / 2, b / 2, 1 - a / 2 - b / 2]);
        const ofThree = rows.map(({ label }) => label);
        const given = { ...own, keptProbabilities };
        const { evaluator, wasRanked } = evaluateInParts(ofThree, three, at, {
          classes: 3,
          ...given,
        });
        expect(wasRanked).toBe(keptProbabilities > 0);
        expect(evaluator.evaluation()).toEqual(evaluate(ofThree, three, own));
        const ofTwo = rows.map(({ label }) => Math.min(1, label));
        const two = rows.map(({ of: [p] }) => [p]);
        const threshold = 0.375;
        const found = evaluateInParts(ofTwo, two, at, { threshold, ...given }).evaluator;
        expect(found.evaluation()).toEqual(evaluate(ofTwo, two.flat(), { threshold, ...own }));
      }),
    );
  });

  test("refuses rows that are too many or too few, and probabilities of other classes", () => {
    const evaluator = new Evaluator([0, 1, 2], { classes: 3, keptProbabilities: 0 });
    expect(() => evaluator.add([0.2])).toThrow(
      "Evaluator.add: expected probabilities of 3 classes, got those of 2.",
    );
    evaluator.add(ofFour.slice(0, 2).map(([a, b, c, d]) => [a, b, c + d]));
    expect(() => evaluator.evaluation()).toThrow(
      "Evaluator.evaluation: expected all 3 rows to be added, got 2.",
    );
    expect(() => evaluator.rank([[1, 0, 0]])).toThrow(/expected all 3 rows to be added, got 2/);
    expect(() =>
      evaluator.add([
        [1, 0, 0],
        [1, 0, 0],
      ]),
    ).toThrow("Evaluator.add: expected probabilities of 3 rows in all, got 4.");
    evaluator.add([[0, 0, 1]]);
    expect(() => evaluator.evaluation()).toThrow(/expected all 3 rows to be ranked, got 0/);
    expect([...evaluator.right]).toEqual([1, 1, 1]);
  });

  test("refuses labels, weights and a threshold that do not fit its classes", () => {
    expect(() => new Evaluator([0, 3], { classes: 3 })).toThrow(
      "Evaluator: expected labels from 0 to 2, got 3 (at [1]).",
    );
    expect(() => new Evaluator([0, 1], { weights: [0, 0] })).toThrow(/expected a weight above 0/);
    expect(() => new Evaluator([0, 1], { classes: 3, threshold: 0.4 })).toThrow(TypeError);
    expect(() => new Evaluator([0, 1], { threshold: 2 })).toThrow(
      /threshold to be a number from 0 to 1/,
    );
    expect(() => new Evaluator([0, 1], { classes: 1 })).toThrow(
      /classes to be a whole number from 2/,
    );
  });
});

describe("compareEvaluators", () => {
  const of = (wrongRows: number, own: EvaluatorOptions = {}) => {
    const classes = Array.from({ length: 100 }, (_, n) => n % 2);
    const given = classes.map((y, n) => (y === Number(n >= wrongRows) ? 0.8 : 0.2));
    const evaluator = new Evaluator(classes, own);
    evaluator.add(given);
    return { evaluator, classes, given: tensor(given) };
  };

  test("gives what compareModels gives, to the bit, with weights too", () => {
    const own = { weights: Array.from({ length: 100 }, (_, n) => 1 + (n % 3)) };
    for (const options of [{}, own]) {
      const [rnn, ngrams] = [of(30, options), of(20, options)];
      expect(compareEvaluators({ rnn: rnn.evaluator, ngrams: ngrams.evaluator })).toEqual(
        compareModels(rnn.classes, { rnn: rnn.given, ngrams: ngrams.given }, options),
      );
    }
  });

  test("weighs the difference and its interval: weights of one value change neither", () => {
    const equal = { weights: Array<number>(100).fill(2) };
    const differenceOf = (options: EvaluatorOptions) =>
      compareEvaluators({ rnn: of(30, options).evaluator, ngrams: of(20, options).evaluator })
        .differences[0];
    expect(differenceOf(equal)).toEqual(differenceOf({}));
    // The ten rows that differ weigh 3 of 120.
    const light = { weights: Array.from({ length: 100 }, (_, n) => (n >= 20 && n < 30 ? 3 : 1)) };
    expect(differenceOf(light).difference).toBeCloseTo(-30 / 120, 14);
  });
});

describe("RejectionCounts", () => {
  test("give what measureRejection gives for a bound, some rows at a time", () => {
    for (const below of [0, 0.45, 0.5, 0.61, 1]) {
      const counts = new RejectionCounts({ below });
      counts.add(labels.slice(0, 3), ofFour.slice(0, 3));
      counts.add(labels.slice(3), ofFour.slice(3));
      expect([counts.finish()]).toEqual(measureRejection(labels, ofFour, { bounds: [below] }));
    }
  });

  test("weigh share and accuracy, and take a threshold", () => {
    const counts = new RejectionCounts({ below: 0.5, threshold: 0.8 });
    counts.add([0, 1, 1], [0.6, 0.9, 0.1], [2, 1, 5]);
    // 0.6 is taken for class 0 with 0.4, and rejected; 0.1 for class 0 with 0.9, and wrong.
    expect(counts.finish()).toEqual({ below: 0.5, rejected: 1, share: 0.25, accuracy: 1 / 6 });
    expect(() => new RejectionCounts({ below: 2 })).toThrow(/^RejectionCounts: expected below/);
  });
});
