/**
 * The weighted sum of log-probabilities, made probabilities again (a logarithmic pool):
 *
 *   p[k] = exp(z[k]) / sum_j exp(z[j])      z[k] = sum_m w[m] log p_m[k]
 *
 * Of two classes this is the sigmoid of the weighted sum of logits.
 */
import { exp, log } from "@rnn/tensor/portable-math";
import type { LogProbabilities } from "./log-probabilities.ts";

/** The pooled probabilities of a row, into `into`; its loss for class `label` is returned, 0 without one. */
export function poolRow(
  parts: readonly LogProbabilities[],
  weights: ArrayLike<number>,
  row: number,
  into: Float64Array,
  label?: number,
): number {
  const classes = into.length;
  let largest = -Infinity;
  for (let k = 0; k < classes; k++) {
    let z = 0;
    for (let m = 0; m < parts.length; m++) z += weights[m] * parts[m].data[row * classes + k];
    into[k] = z;
    largest = Math.max(largest, z);
  }
  const own = label === undefined ? 0 : into[label];
  let sum = 0;
  for (let k = 0; k < classes; k++) {
    into[k] = exp(into[k] - largest);
    sum += into[k];
  }
  for (let k = 0; k < classes; k++) into[k] /= sum;
  return label === undefined ? 0 : largest + log(sum) - own;
}
