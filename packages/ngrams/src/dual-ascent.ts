import { exp } from "@rnn/tensor/portable-math";
import type { LogisticProblem } from "./logistic-loss.ts";
import type { Products } from "./products/products.ts";
import type { Steps } from "./steps.ts";

const epochs = 10;

/**
 * Comes near the minimum of logistic regression, by ascent of its dual, row by row: at the minimum
 *
 *   W = C sum_i x[i]**T a[i]      a[i] = s[i] (y[i] - p[i])
 *
 * so that each row in turn moves its a towards that, by a step short enough for the largest curvature that the loss
 * can have, and W, in the products' factor, along with it. The intercept is penalised like a column of ones. Ten
 * passes over the data lead to where Newton's method takes whole steps.
 *
 * Shalev-Shwartz and Zhang, "Stochastic dual coordinate ascent methods for regularized loss", 2013.
 */
export function* ascendDual(problem: LogisticProblem, products: Products): Steps<void> {
  const { x, labels, rowWeights, outputs, width, C, offsets } = problem;
  const { rows, rowOffsets, values } = x;
  const curvature = outputs === 1 ? 1 / 4 : 1 / 2;
  const steps = Float64Array.from({ length: rows }, (_, row) => {
    let squares = 1;
    for (let at = rowOffsets[row]; at < rowOffsets[row + 1]; at++) squares += values[at] ** 2;
    return 1 / (1 + C * rowWeights[row] * squares * curvature);
  });
  const a = new Float32Array(rows * width);
  const p = new Float64Array(outputs);
  const update = (row: number, z: Float32Array): void => {
    const start = row * width;
    if (offsets) for (let k = 0; k < outputs; k++) z[k] += offsets[start + k];
    probabilitiesOf(z, p);
    for (let k = 0; k < outputs; k++) {
      const y = Number(outputs === 1 ? labels[row] === 1 : labels[row] === k);
      const change = steps[row] * (rowWeights[row] * (y - p[k]) - a[start + k]);
      a[start + k] += change;
      z[k] = C * change;
    }
  };
  products.factor.fill(0);
  const order = scatter(rows);
  for (let epoch = 0; epoch < epochs; epoch++) yield* products.sweep(order, update);
}

function probabilitiesOf(z: Float32Array, p: Float64Array): void {
  if (p.length === 1) {
    p[0] = 1 / (1 + exp(-z[0]));
    return;
  }
  let most = z[0];
  for (let k = 1; k < p.length; k++) most = Math.max(most, z[k]);
  let sum = 0;
  for (let k = 0; k < p.length; k++) sum += p[k] = exp(z[k] - most);
  for (let k = 0; k < p.length; k++) p[k] /= sum;
}

/** All rows, neighbours far apart, so that rows sorted by class come mixed. */
function scatter(rows: number): Int32Array {
  let stride = Math.max(1, Math.round(rows * 0.618));
  while (commonDivisor(stride, rows) !== 1) stride++;
  let row = 0;
  return Int32Array.from({ length: rows }, () => {
    row = (row + stride) % rows;
    return row;
  });
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
