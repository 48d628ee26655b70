import { exp, log } from "@rnn/tensor/portable-math";
import type { Loss } from "./loss.ts";

/**
 * Categorical cross-entropy of logits, -log p[y] with p = softmax(z), finite for any finite logits. Its
 * derivative by z[k] is p[k] - (k = y).
 *
 * @param classes K, the logits a row
 * @param classWeight what the loss of a row of each class is multiplied by; the mean is over rows, not over
 *   weights, as in Keras's `fit`
 */
export function categoricalCrossEntropyFromLogits(
  classes: number,
  classWeight: readonly number[] = Array<number>(classes).fill(1),
): Loss {
  // A buffer for all rows: views of them would be garbage after each batch.
  const row = new Float64Array(classes);
  const readRow = (logits: Float64Array, n: number): void => {
    for (let k = 0; k < classes; k++) row[k] = logits[n * classes + k];
  };
  return {
    mean(logits, labels, rowWeights) {
      let sum = 0;
      for (let n = 0; n < labels.length; n++) {
        readRow(logits, n);
        const weight = classWeight[labels[n]] * (rowWeights?.[n] ?? 1);
        sum += weight * (logSumExp(row) - row[labels[n]]);
      }
      return sum / labels.length;
    },
    writeErrors(logits, labels, errors, rowWeights) {
      const m = labels.length;
      for (let n = 0; n < m; n++) {
        readRow(logits, n);
        softmax(row);
        row[labels[n]] -= 1;
        const weight = classWeight[labels[n]] * (rowWeights?.[n] ?? 1);
        for (let k = 0; k < classes; k++) errors[n * classes + k] = row[k] * (weight / m);
      }
    },
    accuracy(logits, labels) {
      let right = 0;
      for (let n = 0; n < labels.length; n++) {
        readRow(logits, n);
        if (indexOfLargest(row) === labels[n]) right++;
      }
      return right / labels.length;
    },
  };
}

/** Replaces logits by their probabilities, exp(z[k]) / Σ exp(z[j]). */
export function softmax(logits: Float64Array): void {
  const largest = logits[indexOfLargest(logits)];
  let sum = 0;
  for (let k = 0; k < logits.length; k++) {
    logits[k] = exp(logits[k] - largest);
    sum += logits[k];
  }
  for (let k = 0; k < logits.length; k++) logits[k] /= sum;
}

/** The place of the largest number, the first where several are equal. */
export function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
  return best;
}

/** log Σ exp(z[k]) */
function logSumExp(logits: Float64Array): number {
  const largest = logits[indexOfLargest(logits)];
  let sum = 0;
  for (let k = 0; k < logits.length; k++) sum += exp(logits[k] - largest);
  return largest + log(sum);
}
