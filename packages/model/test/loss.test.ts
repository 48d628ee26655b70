import { describe, expect, test } from "vitest";
import {
  accuracy,
  crossEntropy,
  lossErrors,
  meanLoss,
  sigmoid,
} from "../src/losses/binary-cross-entropy.ts";

describe("sigmoid", () => {
  // 1 / (1 + numpy.exp(-numpy.clip(z, -100, None)))
  test.each([
    [0, 0.5],
    [2, 0.8807970779778823],
    [-2, 0.11920292202211755],
    [-100, 3.720075976020836e-44],
    [-1000, 3.720075976020836e-44],
    [1000, 1],
  ])("of %d is %d", (z, a) => expect(sigmoid(z)).toBeCloseTo(a, 15));

  test("keeps NaN", () => expect(sigmoid(Number.NaN)).toBeNaN());
});

describe("crossEntropy", () => {
  test("is -log of the probability of the right class", () => {
    expect(crossEntropy(0.25, 1)).toBe(1.3862943611198906); // -numpy.log(0.25)
    expect(crossEntropy(0.25, 0)).toBe(0.2876820724517809); // -numpy.log(0.75)
  });

  test("is finite for a probability of 0 or 1, by the chapter's clip at 1e-10", () => {
    expect(crossEntropy(0, 1)).toBeCloseTo(23.025850929940457, 12); // -numpy.log(1e-10)
    expect(crossEntropy(1, 0)).toBeCloseTo(23.02585084720009, 6); // -numpy.log(1 - (1 - 1e-10))
  });

  test("keeps NaN", () => expect(crossEntropy(Number.NaN, 1)).toBeNaN());
});

test("meanLoss is the mean of the cross-entropies", () => {
  const logits = Float64Array.of(2, -1);
  const expected = (crossEntropy(sigmoid(2), 1) + crossEntropy(sigmoid(-1), 1)) / 2;
  expect(meanLoss(logits, Float64Array.of(1, 1))).toBe(expected);
});

test("lossErrors is the derivative of meanLoss within 1e-9", () => {
  const labels = Float64Array.of(1, 0, 1);
  const logits = Float64Array.of(0.3, -2, 4);
  const errors = new Float64Array(3);
  lossErrors(logits, labels, errors);
  const step = 1e-5;
  for (let n = 0; n < 3; n++) {
    const at = (by: number): number => meanLoss(logits.with(n, logits[n] + by), labels);
    expect(errors[n]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 9);
  }
});

test("accuracy counts a logit of 0 as class 0", () => {
  expect(accuracy(Float64Array.of(0, 1, -1, 2), Float64Array.of(0, 1, 1, 0))).toBe(0.5);
});
