import { exp, log } from "@rnn/tensor/portable-math";
import { sigmoid } from "../layers/sigmoid.ts";
import { accuracy } from "./binary-cross-entropy.ts";
import type { Loss } from "./loss.ts";

/**
 * Binary cross-entropy of logits, -(y log σ(z) + (1 - y) log(1 - σ(z))), finite for any finite logit: it is
 * taken as max(z, 0) - y z + log(1 + exp(-|z|)). Its derivative by z is σ(z) - y.
 *
 * @param classWeight what the loss of a row of class 0 and of class 1 is multiplied by; the mean is over
 *   rows, not over weights, as in Keras's `fit`
 */
export function binaryCrossEntropyFromLogits(classWeight: readonly number[] = [1, 1]): Loss {
  return {
    mean(logits, labels, rowWeights) {
      let sum = 0;
      for (let n = 0; n < labels.length; n++) {
        const [z, y] = [logits[n], labels[n]];
        const weight = classWeight[y] * (rowWeights?.[n] ?? 1);
        sum += weight * (Math.max(z, 0) - y * z + log(1 + exp(-Math.abs(z))));
      }
      return sum / labels.length;
    },
    writeErrors(logits, labels, errors, rowWeights) {
      const m = labels.length;
      for (let n = 0; n < m; n++) {
        const weight = classWeight[labels[n]] * (rowWeights?.[n] ?? 1);
        errors[n] = (weight * (sigmoid(logits[n]) - labels[n])) / m;
      }
    },
    accuracy,
  };
}
