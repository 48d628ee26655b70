import { Tensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import {
  combineProbabilities,
  crossFitCombination,
  fitCombination,
} from "../src/combination/combination.ts";

const column = (values: readonly number[]) =>
  new Tensor(Float64Array.from(values), "float64", [values.length]);
const table = (rows: readonly (readonly number[])[]) =>
  new Tensor(Float64Array.from(rows.flat()), "float64", [rows.length, rows[0].length]);

/** Two parts that err on different rows. */
const labels = Array.from({ length: 60 }, (_, row) => row % 2);
const sure = (row: number, wrongEvery: number, confidence: number) => {
  const toward = row % wrongEvery === 0 ? 1 - labels[row] : labels[row];
  return toward === 1 ? confidence : 1 - confidence;
};
const network = column(labels.map((_, row) => sure(row, 5, 0.99)));
const bag = column(labels.map((_, row) => sure(row, 7, 0.7)));

describe("a combination", () => {
  test("is the logistic regression over the calibrated logits", () => {
    const { rnn, ngrams } = fitCombination(network, bag, labels);
    // scipy.optimize.minimize(method="BFGS") over the same sums: first a scale for each part, then both.
    expect(rnn).toBeCloseTo(0.274248, 5);
    expect(ngrams).toBeCloseTo(1.903785, 5);
  });

  test("is a sigmoid of the weighted sum of logits for two classes, a softmax for more", () => {
    const weights = { rnn: 0.5, ngrams: 2 };
    const logit = (p: number) => Math.log(p / (1 - p));
    const z = 0.5 * logit(0.9) + 2 * logit(0.4);
    const [two] = combineProbabilities(weights, column([0.9]), column([0.4])).data;
    expect(two).toBeCloseTo(1 / (1 + Math.exp(-z)), 12);
    const more = combineProbabilities(weights, table([[0.1, 0.9]]), table([[0.6, 0.4]]));
    expect(more.shape).toEqual([1, 2]);
    expect(more.data[1]).toBeCloseTo(two, 12);
    expect(more.data[0] + more.data[1]).toBeCloseTo(1, 12);
  });

  test("trusts the better part more, and leaves out one that speaks against itself", () => {
    const { rnn, ngrams } = fitCombination(
      network,
      column(labels.map((y) => 0.6 - 0.2 * y)),
      labels,
    );
    expect(ngrams).toBe(0);
    expect(rnn).toBeGreaterThan(0);
  });

  test("stays finite where both parts are right on every row", () => {
    const perfect = column(labels.map((y) => (y === 1 ? 1 : 0)));
    const { rnn, ngrams } = fitCombination(perfect, perfect, labels);
    expect(rnn).toBe(ngrams);
    expect(rnn).toBeGreaterThan(0);
    expect(Number.isFinite(rnn)).toBe(true);
  });

  test("judges each row by a combination that was not fitted on it", () => {
    const rows = labels.map((_, row) => row).filter((row) => row % 5 === 3);
    const others = labels.map((_, row) => row).filter((row) => row % 5 !== 3);
    const pick = (of: Tensor<"float64">, from: readonly number[]) =>
      column(from.map((row) => of.data[row]));
    const fitted = fitCombination(
      pick(network, others),
      pick(bag, others),
      others.map((row) => labels[row]),
    );
    const apart = combineProbabilities(fitted, pick(network, rows), pick(bag, rows));
    const crossed = crossFitCombination(network, bag, labels);
    expect(rows.map((row) => crossed.data[row])).toEqual([...apart.data]);
  });
});
