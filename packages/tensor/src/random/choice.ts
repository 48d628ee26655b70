import { checkOptions } from "../checks/check-options.ts";
import { checkType } from "../checks/check-values.ts";
import { describeValue } from "../checks/describe-value.ts";
import type { DType } from "../dtype.ts";
import { checkShape, type Shape, sizeOf } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { isTensor } from "../tensor-fields.ts";

/** The draws that choosing is made of: a `RandomState` has them. */
export interface ChoiceDraws {
  randomSample(count: number): Tensor<"float64">;
  permutation(n: number): Tensor<"int32">;
  randint(low: number, high: number, count: number, options: { dtype: "int32" }): Tensor<"int32">;
}

/** How `choice` chooses. */
export interface ChoiceOptions {
  /** Whether an item may come more than once; default true. */
  readonly replace?: boolean;
  /** The probability of each item, summing to 1; default: all equal. */
  readonly p?: ArrayLike<number> | Tensor;
}

/** `RandomState.choice` over its other draws; a shape of `undefined` gives one item. */
export function choose(
  random: ChoiceDraws,
  from: number | Tensor<DType> | ArrayLike<unknown>,
  shape: Shape | number | undefined,
  options: ChoiceOptions,
): unknown {
  checkArguments(from, options);
  const lengths = checkShape("choice", shape === undefined ? [] : shape);
  if (isTensor(from) && from.rank !== 1) {
    throw new RangeError(
      `choice: expected a tensor with one axis, got ${from.rank}. ` +
        "Choose positions with choice(x.shape[0], ...) and take() them.",
    );
  }
  if (typeof from === "object" && !isTensor(from) && typeof shape === "object") {
    throw new TypeError(
      "choice: expected a number of items to choose from a list, got a shape. " +
        "Make the list a tensor, or choose positions with choice(items.length, shape).",
    );
  }
  const population = typeof from === "number" ? from : isTensor(from) ? from.size : from.length;
  const indices = chooseIndices(random, population, sizeOf(lengths), options);
  if (typeof from === "number") {
    return shape === undefined ? indices[0] : new Tensor(indices, "int32", lengths);
  }
  if (isTensor(from)) {
    return shape === undefined ? from.at(indices[0]) : from.take(indices).reshape(lengths);
  }
  return shape === undefined ? from[indices[0]] : Array.from(indices, (index) => from[index]);
}

/** Throws a TypeError unless there is something to choose from, and options of the right types. */
function checkArguments(from: unknown, options: ChoiceOptions): void {
  const isList = typeof (from as ArrayLike<unknown> | null | undefined)?.length === "number";
  if (typeof from !== "number" && !isTensor(from) && !isList) {
    throw new TypeError(
      `choice: expected a whole number, a Tensor or a list to choose from, got ${describeValue(from)} (the first argument).`,
    );
  }
  checkOptions("choice", options, ["replace", "p"]);
  const { replace, p } = options;
  if (replace !== undefined) checkType("choice", "replace", replace, "boolean");
  if (p === undefined) return;
  const numbers = isTensor(p) ? p.contiguous().data : p;
  if (typeof numbers !== "object" || typeof numbers?.length !== "number") {
    throw new TypeError(
      `choice: expected p to be a list of probabilities or a Tensor, got ${describeValue(p)}.`,
    );
  }
  for (let i = 0; i < numbers.length; i++) {
    checkType("choice", `p[${i}]`, numbers[i], "number");
  }
}

/** `count` indices below `population`, drawn as NumPy's legacy `choice` draws them. */
function chooseIndices(
  random: ChoiceDraws,
  population: number,
  count: number,
  { replace = true, p }: ChoiceOptions,
): Int32Array<ArrayBuffer> {
  if (!Number.isInteger(population) || population < 0 || population >= 2 ** 31) {
    throw new RangeError(
      `choice: expected a whole number of items from 0 to 2**31 - 1, got ${population}.`,
    );
  }
  if (population === 0 && count > 0) {
    throw new RangeError(`choice: expected at least one item to choose ${count} from, got none.`);
  }
  const weights = p === undefined ? undefined : checkProbabilities(p, population);
  if (replace) {
    return weights === undefined
      ? random.randint(0, population, count, { dtype: "int32" }).data
      : searchAll(cumulative(weights), random.randomSample(count).data);
  }
  if (count > population) {
    throw new RangeError(
      `choice: expected at most ${population} without replacement, got ${count}. ` +
        "Choose fewer, or give { replace: true }.",
    );
  }
  return weights === undefined
    ? random.permutation(population).data.slice(0, count)
    : chooseDistinct(random, weights, count);
}

/**
 * Draws as many as are missing, keeps the first of each that came, sets the chosen ones' weight to 0,
 * and again.
 */
function chooseDistinct(
  random: ChoiceDraws,
  weights: Float64Array,
  count: number,
): Int32Array<ArrayBuffer> {
  const possible = weights.reduce((some, weight) => some + (weight > 0 ? 1 : 0), 0);
  if (possible < count) {
    throw new RangeError(
      `choice: expected at least ${count} items of probability above 0, got ${possible}. ` +
        "Choose fewer, or give { replace: true }.",
    );
  }
  const left = weights.slice();
  const chosen = new Set<number>();
  while (chosen.size < count) {
    const samples = random.randomSample(count - chosen.size).data;
    for (const index of searchAll(cumulative(left), samples)) chosen.add(index);
    for (const index of chosen) left[index] = 0;
  }
  return Int32Array.from(chosen);
}

/** The running sum of the weights over its last: the chance of an index up to each. */
function cumulative(weights: Float64Array): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i];
    sums[i] = sum;
  }
  return sums.map((part) => part / sum);
}

/** For each sample the first index whose running sum is above it. */
function searchAll(sums: Float64Array, samples: Float64Array): Int32Array<ArrayBuffer> {
  return Int32Array.from(samples, (sample) => {
    let low = 0;
    let high = sums.length;
    while (low < high) {
      const between = (low + high) >>> 1;
      if (sums[between] <= sample) low = between + 1;
      else high = between;
    }
    return low;
  });
}

/** The probabilities in float64, checked: as many as items, none negative, their sum 1. */
function checkProbabilities(p: ArrayLike<number> | Tensor, population: number): Float64Array {
  const given: ArrayLike<number> = isTensor(p) ? p.contiguous().data : p;
  if ((isTensor(p) && p.rank !== 1) || given.length !== population) {
    throw new RangeError(
      `choice: expected one probability for each of the ${population} items, got ${given.length}` +
        `${isTensor(p) ? ` in ${p.rank} axes` : ""}.`,
    );
  }
  const weights = Float64Array.from(given);
  const wrong = weights.findIndex((weight) => !(weight >= 0));
  if (wrong !== -1) {
    throw new RangeError(
      `choice: expected probabilities that are not negative, got ${weights[wrong]} (at [${wrong}]).`,
    );
  }
  // The square root of the type's resolution, as in NumPy: sums of rounded values are not exactly 1.
  const tolerance = Math.sqrt(given instanceof Float32Array ? 2 ** -23 : 2 ** -52);
  const sum = compensatedSum(weights);
  if (weights.length > 0 && !(Math.abs(sum - 1) <= tolerance)) {
    throw new RangeError(
      `choice: expected probabilities that sum to 1, got ${sum}. Divide them by their sum.`,
    );
  }
  return weights;
}

/** Kahan's sum, which carries the rounding error of each addition into the next. */
function compensatedSum(values: Float64Array): number {
  let sum = 0;
  let error = 0;
  for (const value of values) {
    const corrected = value - error;
    const next = sum + corrected;
    error = next - sum - corrected;
    sum = next;
  }
  return sum;
}
