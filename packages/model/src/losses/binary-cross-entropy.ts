import { exp, log } from "@rnn/tensor/portable-math";
import type { Loss } from "./loss.ts";

/** The chapter clips logits from below before the exponential, and probabilities before the logarithm. */
const lowestLogit = -100;
const smallestProbability = 1e-10;

/**
 * sigmoid(z) = 1 / (1 + exp(-z)), with z clipped to at least -100.
 *
 * @example
 * ```ts
 * sigmoid(0); // => 0.5
 * ```
 */
export function sigmoid(logit: number): number {
  return 1 / (1 + exp(-Math.max(logit, lowestLogit)));
}

/**
 * Binary cross-entropy of one probability: -(y log a + (1 - y) log(1 - a)), with a clipped to
 * [1e-10, 1 - 1e-10]. The loss of `fit` is its mean.
 *
 * @example
 * ```ts
 * crossEntropy(0.25, 1); // => 1.386294
 * ```
 */
export function crossEntropy(probability: number, label: number): number {
  const a = Math.min(Math.max(probability, smallestProbability), 1 - smallestProbability);
  // One logarithm where the factor of the other is 0.
  if (label === 1) return -log(a);
  if (label === 0) return -log(1 - a);
  return -(label * log(a) + (1 - label) * log(1 - a));
}

/** The mean binary cross-entropy over all logits. */
export function meanLoss(logits: Float64Array, labels: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < labels.length; n++) sum += crossEntropy(sigmoid(logits[n]), labels[n]);
  return sum / labels.length;
}

/**
 * The derivative of the mean loss by each logit, written to `errors`: (a - y) / m for m rows. The chapter
 * carries a - y and divides the gradients by m at the end.
 */
export function lossErrors(logits: Float64Array, labels: Float64Array, errors: Float64Array): void {
  const m = labels.length;
  for (let n = 0; n < m; n++) errors[n] = (sigmoid(logits[n]) - labels[n]) / m;
}

/** The share of rows whose logit is above 0 exactly where the label is 1. */
export function accuracy(logits: Float64Array, labels: Float64Array): number {
  let right = 0;
  for (let n = 0; n < labels.length; n++) if (logits[n] > 0 === (labels[n] === 1)) right++;
  return right / labels.length;
}

/** Binary cross-entropy as the chapter clips it. */
export const binaryCrossEntropy: Loss = { mean: meanLoss, writeErrors: lossErrors, accuracy };
