import { readGolden } from "@rnn/testing/golden-files";
import { describe, expect, test } from "vitest";
import { sigmoid } from "../src/layers/sigmoid.ts";
import { binaryCrossEntropyFromLogits } from "../src/losses/binary-cross-entropy-from-logits.ts";
import {
  categoricalCrossEntropyFromLogits,
  softmax,
} from "../src/losses/categorical-cross-entropy-from-logits.ts";
import type { Loss } from "../src/losses/loss.ts";

/** Keras's numbers for rows of logits, without weights of classes and with them. */
interface LossCase {
  logits: number[][];
  labels: number[];
  probabilities: number[] | number[][];
  loss: number;
  gradient: number[][];
  classWeight: number[];
  weightedLoss: number;
  weightedGradient: number[][];
}

const golden = readGolden("layers.json") as { losses: LossCase[] } | undefined;

const lossOf = (outputs: number, classWeight?: readonly number[]): Loss =>
  outputs === 1
    ? binaryCrossEntropyFromLogits(classWeight)
    : categoricalCrossEntropyFromLogits(outputs, classWeight);

function errorsOf(loss: Loss, logits: readonly number[], labels: readonly number[]): number[] {
  const errors = new Float64Array(logits.length);
  loss.writeErrors(Float64Array.from(logits), Float64Array.from(labels), errors);
  return [...errors];
}

const meanOf = (loss: Loss, logits: readonly number[], labels: readonly number[]): number =>
  loss.mean(Float64Array.from(logits), Float64Array.from(labels));

const difference = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe.skipIf(golden === undefined)("losses are Keras's within 1e-14", () => {
  test.each(golden?.losses ?? [])("$labels of $logits", (one) => {
    const outputs = one.logits[0].length;
    const logits = one.logits.flat();
    const [plain, weighted] = [lossOf(outputs), lossOf(outputs, one.classWeight)];
    expect(Math.abs(meanOf(plain, logits, one.labels) - one.loss)).toBeLessThan(1e-14);
    expect(difference(errorsOf(plain, logits, one.labels), one.gradient.flat())).toBeLessThan(
      1e-14,
    );
    expect(Math.abs(meanOf(weighted, logits, one.labels) - one.weightedLoss)).toBeLessThan(1e-14);
    const errors = errorsOf(weighted, logits, one.labels);
    expect(difference(errors, one.weightedGradient.flat())).toBeLessThan(1e-14);
    const probabilities = one.logits.map((row) => {
      const values = Float64Array.from(row);
      if (outputs === 1) return [sigmoid(values[0])];
      softmax(values);
      return [...values];
    });
    expect(difference(probabilities.flat(), one.probabilities.flat())).toBeLessThan(1e-14);
  });
});

describe.each([
  ["binary", 1, [0, 1, 1], [0.4, 2.5]],
  ["categorical", 3, [0, 2, 1], [1, 0.2, 3]],
] as const)("the %s loss", (_, outputs, labels, classWeight) => {
  const logits = Array.from({ length: 3 * outputs }, (_value, i) => Math.sin(i + 1) * 3);
  const loss = lossOf(outputs, classWeight);

  test("has its central differences for a derivative", () => {
    const step = 1e-5;
    const numeric = logits.map((_value, i) => {
      const moved = (by: number): number =>
        meanOf(
          loss,
          logits.map((z, k) => (k === i ? z + by : z)),
          labels,
        );
      return (moved(step) - moved(-step)) / (2 * step);
    });
    expect(difference(errorsOf(loss, logits, labels), numeric)).toBeLessThan(1e-9);
  });

  test("is finite for logits of any size", () => {
    for (const size of [50, 800, 1e300]) {
      const large = logits.map((z, i) => (i % 2 === 0 ? size : -size) * Math.sign(z));
      expect(Number.isFinite(meanOf(loss, large, labels))).toBe(true);
      expect(errorsOf(loss, large, labels).every(Number.isFinite)).toBe(true);
    }
  });
});

test("a row is right where its largest logit is the label's, the first of equal ones", () => {
  const three = categoricalCrossEntropyFromLogits(3);
  const logits = Float64Array.of(1, 2, 0, 5, 5, 0, 0, 0, 1);
  expect(three.accuracy(logits, Float64Array.of(1, 0, 1))).toBe(2 / 3);
  const two = binaryCrossEntropyFromLogits();
  expect(two.accuracy(Float64Array.of(0.1, 0, -3), Float64Array.of(1, 0, 1))).toBe(2 / 3);
});

describe("weights of rows multiply their losses, the mean being over rows", () => {
  // keras.losses.BinaryCrossentropy(from_logits=True)(y, z, sample_weight=w), and
  // SparseCategoricalCrossentropy(from_logits=True), of Keras 3.15.1 in float64.
  test.each([
    ["binary", 1, [0.5, -1.25, 2, -0.75], [1, 0, 0, 1], [2, 0.5, 0, 3], 1.121182918548584],
    [
      "categorical",
      3,
      [0.5, -1, 2, 1.5, 0.25, -0.5, 0, 0, 1],
      [0, 2, 1],
      [2, 0.5, 3],
      3.104310989379883,
    ],
  ] as const)("%s, as Keras's sample_weight within 1e-6", (_, outputs, z, y, w, expected) => {
    const [logits, labels, weights] = [z, y, w].map((values) => Float64Array.from(values));
    const loss = lossOf(outputs);
    expect(Math.abs(loss.mean(logits, labels, weights) - expected)).toBeLessThan(1e-6);
    const errors = new Float64Array(logits.length);
    loss.writeErrors(logits, labels, errors, weights);
    const plain = errorsOf(loss, z, y);
    const weighted = plain.map((error, i) => error * w[Math.floor(i / outputs)]);
    expect(difference([...errors], weighted)).toBeLessThan(1e-15);
  });

  test("times those of classes, and 1 changes no bit", () => {
    const [logits, labels] = [Float64Array.of(0.3, -0.7), Float64Array.of(1, 0)];
    const loss = lossOf(1, [2, 3]);
    expect(loss.mean(logits, labels, Float64Array.of(1, 1))).toBe(loss.mean(logits, labels));
    const both = lossOf(1).mean(logits, labels, Float64Array.of(3, 2));
    expect(loss.mean(logits, labels)).toBeCloseTo(both, 15);
  });
});
