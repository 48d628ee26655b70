import { RecurrentNetwork } from "@rnn/model";
import { OneHotTensor, RandomState, tensor } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EvaluateOptions, evaluate } from "../src/index.ts";

describe("evaluate", () => {
  test("gives what sklearn.metrics gives, worked by hand", () => {
    // Taken for 1: 0.8, 0.7, 0.6, 0.55. Of class 1: rows 2, 3, 5, 6.
    const labels = [0, 0, 1, 1, 0, 1, 1];
    const probabilities = [0.1, 0.7, 0.8, 0.3, 0.5, 0.6, 0.55];
    const result = evaluate(labels, probabilities);
    expect(result.count).toBe(7);
    expect(result.confusion).toEqual([
      [2, 1],
      [1, 3],
    ]);
    expect(result.accuracy).toBe(5 / 7);
    expect(result.classes).toEqual([
      { precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 },
      { precision: 3 / 4, recall: 3 / 4, f1: 3 / 4, support: 4 },
    ]);
    // Pairs won: 0.8 beats 3, 0.3 beats 1, 0.6 and 0.55 beat 2 each, of 12.
    expect(result.rocAuc).toBe(8 / 12);
    // -log of the chance that each row's own class was given.
    const chances = [0.9, 0.3, 0.8, 0.3, 0.5, 0.6, 0.55];
    const loss = chances.reduce((sum, chance) => sum - Math.log(chance), 0) / 7;
    expect(result.loss).toBeCloseTo(loss, 12);
  });

  test("takes a probability equal to the threshold for class 0", () => {
    const confusionAt = (threshold: number): unknown =>
      evaluate([0, 1], [0.5, 0.5], { threshold }).confusion;
    expect(confusionAt(0.5)).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(confusionAt(0.49)).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(evaluate([1, 1], [0, 1], { threshold: 0 }).confusion[1]).toEqual([1, 1]);
    expect(evaluate([1, 1], [0, 1], { threshold: 1 }).confusion[1]).toEqual([2, 0]);
  });

  test("has null where a share is 0 of 0, and an f1 of 0 where nothing was found", () => {
    const { classes, rocAuc, loss, accuracy } = evaluate([0, 0, 0], [0.1, 0.2, 0.5]);
    expect(classes).toEqual([
      { precision: 1, recall: 1, f1: 1, support: 3 },
      { precision: null, recall: null, f1: null, support: 0 },
    ]);
    expect(rocAuc).toBeNull();
    expect(accuracy).toBe(1);
    expect(loss).toBeGreaterThan(0);
    expect(evaluate([1, 0], [0.2, 0.3]).classes[1]).toEqual({
      precision: null,
      recall: 0,
      f1: 0,
      support: 1,
    });
    expect(evaluate([0], [0.9]).classes).toEqual([
      { precision: null, recall: 0, f1: 0, support: 1 },
      { precision: 0, recall: null, f1: 0, support: 0 },
    ]);
  });

  test("counts ties half in the area, and needs no order of rows", () => {
    expect(evaluate([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5]).rocAuc).toBe(0.5);
    expect(evaluate([0, 1, 1], [0.3, 0.3, 0.9]).rocAuc).toBe(0.75);
    expect(evaluate([1, 0], [0.2, 0.8]).rocAuc).toBe(0);
    expect(evaluate([0, 1], [0, 1]).rocAuc).toBe(1);
  });

  test("clips certain probabilities in the loss as the network does", () => {
    expect(evaluate([1], [0]).loss).toBeCloseTo(-Math.log(1e-10), 5);
    expect(evaluate([0, 1], [0, 1]).loss).toBeCloseTo(1e-10, 15);
  });

  test("has the loss and the score of the network, within 1e-15", async () => {
    const tokens = new RandomState(3).randint(0, 5, [60, 7], { dtype: "int32" });
    const x = new OneHotTensor(tokens, 5);
    const y = Array.from({ length: 60 }, (_, n) => Number(tokens.at(n, 6) > 2));
    const network = new RecurrentNetwork({ nCells: 4 });
    await network.fit(x, y, { epochs: 2, xVal: x, yVal: y });
    const { loss, accuracy } = evaluate(y, network.predictProba(x));
    expect(loss).toBeCloseTo(network.valLosses[1], 15);
    expect(accuracy).toBe(network.score(x, y));
  });

  test("takes tensors, columns and typed arrays", () => {
    const wanted = evaluate([0, 1, 1], [0.25, 0.75, 0.5]);
    const column = tensor([[0.25], [0.75], [0.5]]);
    expect(evaluate(tensor([0, 1, 1], { dtype: "int64" }), column)).toEqual(wanted);
    expect(evaluate(Uint8Array.of(0, 1, 1), Float32Array.of(0.25, 0.75, 0.5))).toEqual(wanted);
  });
});

/** Rows of few distinct probabilities, so that ties and equal thresholds are frequent. */
const rows = fc.array(
  fc.record({
    label: fc.constantFrom(0, 1),
    probability: fc.oneof(
      fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
  }),
  { minLength: 1, maxLength: 40 },
);
const thresholds = fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8);

/** Matches a number within 1e-12, and null by null. */
const near = (value: number | null): unknown =>
  value === null ? null : (expect.closeTo(value, 12) as unknown);

describe("for any rows and threshold", () => {
  test("confusion, precision, recall and f1 are those of sklearn's formulas, counted row by row", () => {
    fc.assert(
      fc.property(rows, thresholds, (given, threshold) => {
        const labels = given.map(({ label }) => label);
        const predicted = given.map(({ probability }) => Number(probability > threshold));
        const { confusion, classes, accuracy } = evaluate(
          labels,
          given.map(({ probability }) => probability),
          { threshold },
        );
        const count = (label: number, prediction: number): number =>
          labels.filter((y, n) => y === label && predicted[n] === prediction).length;
        expect(confusion).toEqual([
          [count(0, 0), count(0, 1)],
          [count(1, 0), count(1, 1)],
        ]);
        expect(accuracy).toBe((count(0, 0) + count(1, 1)) / given.length);
        classes.forEach(({ precision, recall, f1, support }, c) => {
          const right = count(c, c);
          const taken = predicted.filter((p) => p === c).length;
          expect(support).toBe(labels.filter((y) => y === c).length);
          expect(precision).toBe(taken === 0 ? null : right / taken);
          expect(recall).toBe(support === 0 ? null : right / support);
          // 2 p r / (p + r), where that is not 0 / 0.
          const [p, r] = [precision ?? 0, recall ?? 0];
          const mean = p + r === 0 ? 0 : (2 * p * r) / (p + r);
          expect(f1).toEqual(near(taken + support === 0 ? null : mean));
        });
      }),
    );
  });

  test("the area is the share of pairs in order, ties half, and that under sklearn's curve, within 1e-12", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const of = (label: number): number[] =>
          given.filter((row) => row.label === label).map(({ probability }) => probability);
        const [negative, positive] = [of(0), of(1)];
        const pairs = positive.flatMap((p) => negative.map((q) => (p > q ? 1 : p === q ? 0.5 : 0)));
        const { rocAuc } = evaluate(
          given.map(({ label }) => label),
          given.map(({ probability }) => probability),
        );
        const share = pairs.reduce<number>((sum, pair) => sum + pair, 0) / pairs.length;
        // sklearn: roc_curve's points, from the highest score down, and trapezoids between them.
        const scores = [...new Set([...negative, ...positive])].sort((a, b) => b - a);
        const rate = (of_: number[], score: number): number =>
          of_.filter((p) => p >= score).length / of_.length;
        let [area, x, y] = [0, 0, 0];
        for (const score of scores) {
          const [nextX, nextY] = [rate(negative, score), rate(positive, score)];
          area += ((nextX - x) * (nextY + y)) / 2;
          [x, y] = [nextX, nextY];
        }
        const none = pairs.length === 0;
        expect(rocAuc).toEqual(near(none ? null : share));
        expect(rocAuc).toEqual(near(none ? null : area));
      }),
    );
  });

  test("exchanging the classes exchanges what is said of them", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const labels = given.map(({ label }) => label);
        // Halves of 2 ** -30, so that 1 - p is exact and never 0.5.
        const exact = given.map(
          ({ probability }) => (Math.floor(probability * 2 ** 29) + 0.5) / 2 ** 29,
        );
        const probabilities = exact.map((p) => Math.min(p, 1 - 2 ** -30));
        const [here, there] = [
          evaluate(labels, probabilities),
          evaluate(
            labels.map((y) => 1 - y),
            probabilities.map((p) => 1 - p),
          ),
        ];
        expect(there.classes).toEqual(here.classes.toReversed());
        expect(there.loss).toBeCloseTo(here.loss, 12);
        expect(there.rocAuc).toEqual(near(here.rocAuc));
      }),
    );
  });
});

describe("evaluate refuses", () => {
  test.each<[unknown, unknown, EvaluateOptions, typeof Error, RegExp]>([
    [[], [], {}, RangeError, /at least one, got 0 labels and 0/],
    [[0, 1], [0.5], {}, RangeError, /got 2 labels and 1 probabilities/],
    [[0, 2], [0.5, 0.5], {}, RangeError, /labels 0 or 1, got 2 \(at \[1\]\)/],
    [[0], [Number.NaN], {}, RangeError, /from 0 to 1, got NaN \(at \[0\]\)/],
    [[0, 1], [0, 1.5], {}, RangeError, /from 0 to 1, got 1\.5 \(at \[1\]\)/],
    [[0], ["0.5"], {}, TypeError, /probabilities to be numbers, got "0\.5" \(at \[0\]\)/],
    ["0", [0.5], {}, TypeError, /labels to be a Tensor or a list of numbers, got "0"/],
    [[0], null, {}, TypeError, /got null/],
    [tensor([[0, 1]]), [0, 1], {}, RangeError, /shape \[N\] or \[N, 1\], got \[1, 2\]/],
    [[0], [0.5], { threshold: 2 }, RangeError, /threshold .* from 0 to 1, got 2/],
    [[0], [0.5], { threshold: Number.NaN }, RangeError, /got NaN/],
    [[0], [0.5], { treshold: 0.4 } as object, TypeError, /Did you mean threshold/],
  ])("%j with %j and %j", (labels, probabilities, options, kind, message) => {
    const attempt = (): unknown => evaluate(labels as number[], probabilities as number[], options);
    expect(attempt).toThrow(kind);
    expect(attempt).toThrow(message);
  });
});
