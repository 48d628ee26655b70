/**
 * The objective of logistic regression over sparse rows, its gradient and its curvature:
 *
 *   f(W, b) = 1/S sum_i s[i] loss(z[i], y[i]) + 1/(2 C S) |W|**2      z[i] = x[i] W + b      S = sum_i s[i]
 *
 * with K outputs a row (one for two classes: sigmoid and binary cross-entropy; else softmax and categorical
 * cross-entropy). A parameter vector holds W row by row `[columns, K]`, then b `[K]`; b is not penalised.
 */
import { exp, log } from "@rnn/tensor/portable-math";
import type { SparseMatrix } from "./sparse-matrix.ts";
import type { Steps } from "./steps.ts";

/** Rows with their classes and weights. */
export interface LogisticProblem {
  readonly x: SparseMatrix;
  /** The class of each row, from 0 on. */
  readonly labels: Int32Array;
  /** The weight of each row. */
  readonly rowWeights: Float64Array;
  /** 1 for two classes, else their number. */
  readonly outputs: number;
  /** Numbers a row of z, those after the outputs' zeros. */
  readonly width: number;
  /** The strength of the data against the penalty. */
  readonly C: number;
  /** What z has besides x W + b, `[rows, width]`; default zeros. */
  readonly offsets?: Float64Array | undefined;
  /** What the penalty of b is multiplied by; default 0. */
  readonly interceptPenalty?: number | undefined;
}

/** The product of two parameter vectors in the sense of the penalty: of W, and of b as far as it is penalised. */
export function penaltyProduct(
  { x, width, interceptPenalty = 0 }: LogisticProblem,
  a: Float32Array | Float64Array,
  b: Float32Array | Float64Array,
): number {
  const first = x.columns * width;
  let sum = 0;
  for (let n = 0; n < first; n++) sum += a[n] * b[n];
  if (interceptPenalty === 0) return sum;
  for (let n = first; n < a.length; n++) sum += interceptPenalty * a[n] * b[n];
  return sum;
}

type LossTerms = Omit<LogisticProblem, "x" | "C" | "offsets" | "interceptPenalty">;

/** Entries of a matrix that are visited between two pauses. */
const entriesPerPause = 2 ** 20;

/** z = x W + b for all rows, `[rows, outputs]`. W is row by row; what comes after it does not matter. */
export function* margins(
  x: SparseMatrix,
  outputs: number,
  w: Float32Array | Float64Array,
  bias: Float64Array,
): Steps<Float64Array<ArrayBuffer>> {
  const { rows, rowOffsets, indices, values } = x;
  const z = new Float64Array(rows * outputs);
  let visited = 0;
  for (let row = 0; row < rows; row++) {
    const [from, to] = [rowOffsets[row], rowOffsets[row + 1]];
    if (outputs === 1) {
      let sum = bias[0];
      for (let at = from; at < to; at++) sum += values[at] * w[indices[at]];
      z[row] = sum;
    } else {
      const out = row * outputs;
      for (let k = 0; k < outputs; k++) z[out + k] = bias[k];
      for (let at = from; at < to; at++) {
        const value = values[at];
        const start = indices[at] * outputs;
        for (let k = 0; k < outputs; k++) z[out + k] += value * w[start + k];
      }
    }
    visited += (to - from) * outputs;
    if (visited > entriesPerPause) {
      visited = 0;
      yield;
    }
  }
  return z;
}

/** x**T e for all columns and then the sums of e, in the layout of the parameters; e is `[rows, outputs]`. */
export function* carryBack(
  x: SparseMatrix,
  outputs: number,
  errors: Float64Array,
): Steps<Float64Array<ArrayBuffer>> {
  const { rows, columns, rowOffsets, indices, values } = x;
  const result = new Float64Array((columns + 1) * outputs);
  const bias = result.subarray(columns * outputs);
  let visited = 0;
  for (let row = 0; row < rows; row++) {
    const [from, to] = [rowOffsets[row], rowOffsets[row + 1]];
    if (outputs === 1) {
      const error = errors[row];
      for (let at = from; at < to; at++) result[indices[at]] += values[at] * error;
      bias[0] += error;
    } else {
      const out = row * outputs;
      for (let at = from; at < to; at++) {
        const value = values[at];
        const start = indices[at] * outputs;
        for (let k = 0; k < outputs; k++) result[start + k] += value * errors[out + k];
      }
      for (let k = 0; k < outputs; k++) bias[k] += errors[out + k];
    }
    visited += (to - from) * outputs;
    if (visited > entriesPerPause) {
      visited = 0;
      yield;
    }
  }
  return result;
}

/** The probabilities of logits `[rows, outputs]`: sigmoid of one output a row, else softmax. */
export function probabilities(
  z: Float64Array,
  outputs: number,
  width = outputs,
): Float64Array<ArrayBuffer> {
  const p = new Float64Array(z.length);
  if (outputs === 1) {
    for (let row = 0; row < z.length; row++) p[row] = sigmoid(z[row]);
    return p;
  }
  for (let start = 0; start < z.length; start += width) {
    let most = z[start];
    for (let k = 1; k < outputs; k++) most = Math.max(most, z[start + k]);
    let sum = 0;
    for (let k = 0; k < outputs; k++) sum += p[start + k] = exp(z[start + k] - most);
    for (let k = 0; k < outputs; k++) p[start + k] /= sum;
  }
  return p;
}

/** The sum of s[i] loss(z[i], y[i]), computed from logits, stable for any finite ones. */
export function dataLoss(
  { labels, rowWeights, outputs, width }: LossTerms,
  z: Float64Array,
): number {
  let total = 0;
  for (let row = 0; row < labels.length; row++) {
    const start = row * width;
    if (outputs === 1) {
      // ln(1 + e**-m) for the margin m in favour of the right class
      const m = labels[row] === 1 ? z[row] : -z[row];
      total += rowWeights[row] * (m > 0 ? log(1 + exp(-m)) : log(1 + exp(m)) - m);
      continue;
    }
    let most = z[start];
    for (let k = 1; k < outputs; k++) most = Math.max(most, z[start + k]);
    let sum = 0;
    for (let k = 0; k < outputs; k++) sum += exp(z[start + k] - most);
    total += rowWeights[row] * (log(sum) + most - z[start + labels[row]]);
  }
  return total;
}

/** s (p - y) / S: the derivative of the data's part of f by z. */
export function logitErrors(
  { labels, rowWeights, outputs, width }: LossTerms,
  p: Float64Array,
  total: number,
): Float64Array<ArrayBuffer> {
  const errors = Float64Array.from(p);
  for (let row = 0; row < labels.length; row++) {
    const start = row * width;
    if (outputs === 1) errors[row] -= labels[row];
    else errors[start + labels[row]] -= 1;
    const weight = rowWeights[row] / total;
    for (let k = 0; k < outputs; k++) errors[start + k] *= weight;
  }
  return errors;
}

/** How that derivative changes as z moves by u, in place of u: s p (u - sum p u) / S, or s p (1 - p) u / S. */
export function curve(
  u: Float32Array,
  p: Float64Array,
  { rowWeights, outputs, width }: Pick<LossTerms, "rowWeights" | "outputs" | "width">,
  total: number,
): void {
  for (let row = 0; row < rowWeights.length; row++) {
    const weight = rowWeights[row] / total;
    const start = row * width;
    if (outputs === 1) {
      u[row] *= weight * p[row] * (1 - p[row]);
      continue;
    }
    let mean = 0;
    for (let k = 0; k < outputs; k++) mean += p[start + k] * u[start + k];
    for (let k = 0; k < outputs; k++) u[start + k] = weight * p[start + k] * (u[start + k] - mean);
  }
}

function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + exp(-z));
  const power = exp(z);
  return power / (1 + power);
}
