import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chooseThreshold,
  evaluate,
  fitTemperature,
  measureCalibration,
  measureRejection,
  type ThresholdGoal,
} from "../src/index.ts";

/** 30 rows of three classes, their labels 0, 1, 2, 0, ... , made by NumPy and surer than they are right. */
const rows = [
  [0.989, 0.003, 0.008],
  [0.5414, 0.2201, 0.2385],
  [0.0282, 0.0008, 0.971],
  [0.9371, 0.018, 0.0449],
  [0.4559, 0.4424, 0.1017],
  [0.0062, 0.3431, 0.6507],
  [0.2224, 0.0014, 0.7762],
  [0.0222, 0.0338, 0.944],
  [0.3085, 0.0186, 0.6729],
  [0.0053, 0.9443, 0.0504],
  [0.1058, 0.8903, 0.0039],
  [0.8958, 0.0221, 0.0821],
  [0.0005, 0.1081, 0.8914],
  [0.2764, 0.6403, 0.0833],
  [0.7535, 0.2386, 0.0079],
  [0.0001, 0.0053, 0.9946],
  [0.1434, 0.0065, 0.8501],
  [0.1831, 0.6264, 0.1905],
  [0.4933, 0.3442, 0.1625],
  [0.5092, 0.0346, 0.4562],
  [0.7177, 0.0074, 0.2749],
  [0.9303, 0.0644, 0.0053],
  [0.0343, 0.0458, 0.9199],
  [0.0201, 0.9531, 0.0268],
  [0.0123, 0.7876, 0.2001],
  [0.0295, 0.0876, 0.8829],
  [0.4483, 0.0042, 0.5475],
  [0.3647, 0.6258, 0.0095],
  [0.1966, 0.0892, 0.7142],
  [0.7038, 0.2512, 0.045],
];
const cycle = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0];
const labels = [...cycle, ...cycle, ...cycle];

/** Labels and as many probabilities of class 1, some of them equal. */
const scored = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 8 })), {
    minLength: 1,
    maxLength: 20,
  })
  .map((pairs) => ({
    labels: pairs.map(([label]) => label),
    probabilities: pairs.map(([, p]) => p / 8),
  }));

describe("fitTemperature", () => {
  test("has the lowest loss, by scipy.optimize.minimize_scalar of the same sum", () => {
    expect(fitTemperature(labels, rows)).toBeCloseTo(2.8186152683, 6);
  });

  test("leaves well calibrated probabilities as they are, and gives none for those that mislead", () => {
    const right = Array.from({ length: 1000 }, (_, n) => Number(n % 5 !== 0));
    expect(
      fitTemperature(
        right,
        right.map(() => 0.8),
      ),
    ).toBeCloseTo(1, 2);
    expect(
      fitTemperature(
        right,
        right.map(() => 0.1),
      ),
    ).toBeUndefined();
  });

  test("refuses what evaluate refuses", () => {
    expect(() => fitTemperature([0], [NaN])).toThrow(
      /^fitTemperature: expected probabilities from 0 to 1, got NaN/,
    );
    expect(() => fitTemperature([], [])).toThrow(/^fitTemperature: expected as many labels/);
  });
});

describe("measureCalibration", () => {
  test("gives the expected calibration error of NumPy's sums over 15 bins, or others", () => {
    expect(measureCalibration(labels, rows).expectedCalibrationError).toBeCloseTo(0.35022, 10);
    expect(evaluate(labels, rows).expectedCalibrationError).toBeCloseTo(0.35022, 10);
    const { bins, expectedCalibrationError } = measureCalibration(labels, rows, { bins: 10 });
    expect(expectedCalibrationError).toBeCloseTo(0.2926, 10);
    expect(bins.map(({ count }) => count)).toEqual([0, 0, 0, 0, 2, 3, 5, 6, 5, 9]);
    expect(bins[0]).toEqual({ from: 0, to: 0.1, count: 0, confidence: null, accuracy: null });
  });

  test("takes a row on the edge of two bins into the lower one, and certainty into the last", () => {
    const { bins } = measureCalibration([1, 1, 0], [0.8, 1, 0], { bins: 5 });
    expect(bins.map(({ count }) => count)).toEqual([0, 0, 0, 1, 2]);
    expect(bins[4]).toMatchObject({ confidence: 1, accuracy: 1 });
  });

  test("is the same of two classes by one column or two", () => {
    fc.assert(
      fc.property(scored, ({ labels: y, probabilities }) => {
        const columns = probabilities.map((p) => [1 - p, p]);
        expect(measureCalibration(y, columns)).toEqual(measureCalibration(y, probabilities));
      }),
    );
  });
});

describe("measureRejection", () => {
  test("counts what each bound rejects, and how often the rest is right", () => {
    const bounds = [0.9, 0, 0.5, 1];
    expect(measureRejection([0, 1, 1, 0], [0.1, 0.45, 0.9, 0.7], { bounds })).toEqual([
      { below: 0, rejected: 0, share: 0, accuracy: 0.5 },
      { below: 0.5, rejected: 0, share: 0, accuracy: 0.5 },
      { below: 0.9, rejected: 2, share: 0.5, accuracy: 1 },
      { below: 1, rejected: 4, share: 1, accuracy: null },
    ]);
  });

  test("rises from all rows without bounds, by at most 100 of them", () => {
    const many = Array.from({ length: 5000 }, (_, n) => (n % 997) / 997);
    const curve = measureRejection(
      many.map((p) => Number(p > 0.3)),
      many,
    );
    expect(curve).toHaveLength(100);
    expect(curve[0]).toMatchObject({
      rejected: 0,
      accuracy: evaluate(
        many.map((p) => Number(p > 0.3)),
        many,
      ).accuracy,
    });
    const shares = curve.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[99]).toBeLessThan(1);
  });

  test("goes by the class that a threshold gives", () => {
    const [kept] = measureRejection([0, 1], [0.6, 0.9], { bounds: [0.5], threshold: 0.8 });
    expect(kept).toEqual({ below: 0.5, rejected: 1, share: 0.5, accuracy: 1 });
  });

  test.each([{ bounds: [NaN] }, { bounds: [0.5, 2] }, { threshold: -1 }])(
    "refuses bounds that are no probabilities (%o)",
    (options) => {
      expect(() => measureRejection([0, 1], [0.2, 0.9], options)).toThrow(
        /^measureRejection: expected bounds and threshold to be numbers from 0 to 1, got/,
      );
    },
  );
});

describe("chooseThreshold", () => {
  test("gives what sklearn.metrics.precision_recall_curve has best", () => {
    const y = [0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0];
    const p = [
      0.71, 0.79, 0.73, 0.06, 0.24, 0.22, 0.69, 0.57, 0.28, 0.2, 0.1, 0.86, 0.86, 0.69, 0.3, 0.21,
      0.59, 0.34, 0.52, 0.12, 0.11, 0.67, 0.92, 0.34, 0.13,
    ];
    const reached = {
      threshold: (0.52 + 0.57) / 2,
      precision: 9 / 11,
      recall: 0.9,
      isReached: true,
    };
    expect(chooseThreshold(y, p, { minPrecision: 0.8 })).toEqual(reached);
    expect(chooseThreshold(y, p, { minRecall: 0.8 })).toEqual(reached);
    expect(chooseThreshold(y, p, { minPrecision: 0.9 })).toMatchObject({
      precision: 1,
      recall: 0.5,
    });
  });

  test.each([
    ["minPrecision", "precision", "recall"],
    ["minRecall", "recall", "precision"],
  ] as const)("finds the best of all thresholds for any %s", (name, wanted, other) => {
    const ofClass1 = scored.filter(({ labels: y, probabilities: p }) =>
      y.some((label, row) => label === 1 && p[row] > 0),
    );
    fc.assert(
      fc.property(ofClass1, fc.integer({ min: 1, max: 10 }), (drawn, tenths) => {
        const { labels: y, probabilities: p } = drawn;
        const scoresAt = (threshold: number) => {
          const { precision, recall } = evaluate(y, p, { threshold }).classes[1];
          return { precision: precision ?? -1, recall: recall ?? -1 };
        };
        const all = Array.from({ length: 17 }, (_, n) => scoresAt(n / 16));
        const reached = all.filter((each) => each[wanted] >= tenths / 10);
        const [candidates, compared] = reached.length > 0 ? [reached, other] : [all, wanted];
        const chosen = chooseThreshold(y, p, { [name]: tenths / 10 });
        if (chosen === undefined) throw new Error("no threshold");
        expect(scoresAt(chosen.threshold)).toEqual({
          precision: chosen.precision,
          recall: chosen.recall,
        });
        expect(chosen.isReached).toBe(reached.length > 0);
        expect(chosen[compared]).toBe(Math.max(...candidates.map((each) => each[compared])));
      }),
    );
  });

  test("is none where no row is of class 1", () => {
    expect(chooseThreshold([0, 0], [0.2, 0.9], { minRecall: 0.5 })).toBeUndefined();
  });

  test("lies between the probabilities of two rows, however near they are", () => {
    const near = 0.5 + 2 ** -53;
    expect(chooseThreshold([0, 1], [0.2, 0.6], { minPrecision: 1 })?.threshold).toBe(0.4);
    expect(chooseThreshold([0, 1], [0.5, near], { minPrecision: 1 })).toMatchObject({
      threshold: 0.5,
      isReached: true,
    });
  });

  test.each<[ThresholdGoal, RegExp]>([
    [{}, /^chooseThreshold: expected minPrecision or minRecall, got neither/],
    [{ minPrecision: 0.9, minRecall: 0.9 }, /got both/],
    [{ minPrecision: 0 }, /expected minPrecision to be a number above 0 and at most 1, got 0/],
    [{ minRecall: 1.5 }, /expected minRecall to be a number above 0 and at most 1, got 1\.5/],
    [{ minRecall: NaN }, /got NaN/],
  ])("refuses the goal %o", (goal, message) => {
    expect(() => chooseThreshold([0, 1], [0.1, 0.9], goal)).toThrow(message);
  });

  test("refuses more than two classes", () => {
    expect(() => chooseThreshold(labels, rows, { minRecall: 0.9 })).toThrow(
      /expected probabilities of two classes, \[N\], got those of 3/,
    );
  });
});
