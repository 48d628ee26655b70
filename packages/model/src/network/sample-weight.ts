import { Tensor } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";

/** What the loss of each sequence is multiplied by: a list, a typed array or a tensor `[N]` of numbers from 0 on. */
export type SampleWeight = ArrayLike<number> | Tensor<"float32"> | Tensor<"float64"> | Tensor;

/**
 * A weight for each sequence.
 * @throws RangeError, TypeError for another number of weights, and for weights that are not finite numbers from 0 on
 */
export function readSampleWeight(caller: string, given: unknown, count: number): Float64Array {
  if (given instanceof Tensor) {
    const values = given.astype("float64");
    return checkWeights(caller, values.shape.length === 1 ? values.contiguous().data : [], count);
  }
  const isList = Array.isArray(given) || (ArrayBuffer.isView(given) && "length" in given);
  if (isList) return checkWeights(caller, given as ArrayLike<unknown>, count);
  throw new TypeError(
    `${caller}: expected sampleWeight to be a list of weights, got ${describeValue(given)}. ` +
      "Weights by class are classWeight: { 0: 1, 1: 5 }.",
  );
}

function checkWeights(caller: string, given: ArrayLike<unknown>, count: number): Float64Array {
  if (given.length !== count) {
    throw new RangeError(
      `${caller}: expected sampleWeight to have ${count} weights, one for each sequence, got ${given.length}.`,
    );
  }
  return Float64Array.from(given, (weight, n) => {
    if (typeof weight === "number" && Number.isFinite(weight) && weight >= 0) return weight;
    throw new RangeError(
      `${caller}: expected sampleWeight of finite numbers from 0 on, got ${describeValue(weight)} (at [${n}]).`,
    );
  });
}
