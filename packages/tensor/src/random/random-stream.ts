import { allocateElements } from "../checks/allocate-elements.ts";
import { checkArgumentCount } from "../checks/check-argument-count.ts";
import { checkOptions } from "../checks/check-options.ts";
import { checkType } from "../checks/check-values.ts";
import { describeValue } from "../checks/describe-value.ts";
import { type DataOf, type DType, dtypeOfArray } from "../dtype.ts";
import type { RankOfShape } from "../rank.ts";
import { checkShape, formatShape, type Shape, sizeOf } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { isTensor } from "../tensor-fields.ts";
import { Gaussian } from "./gaussian.ts";
import { MT19937, stateLength } from "./mt19937.ts";
import { shuffleArray, shuffleTensor } from "./shuffle.ts";

/** Web Crypto's random source, which Node and browsers have as a global. */
declare const crypto: { getRandomValues(array: Uint32Array): Uint32Array };

/** All that decides the numbers a `RandomState` gives next. */
export interface RandomStateSnapshot {
  /** The 624 words of the Mersenne Twister. */
  readonly key: Uint32Array;
  /** The next word to read, from 0 to 624. */
  readonly pos: number;
  /** Whether the second of a pair of normal numbers is kept for the next call. */
  readonly hasGauss: boolean;
  /** That number; 0 where there is none. */
  readonly cachedGaussian: number;
}

/**
 * The part of NumPy's random stream that networks draw from: floats, normal numbers, orders, and its state.
 * `RandomState` is all of it. For packages built on this one, as `@rnn/tensor/random-stream`.
 */
export class RandomStream {
  protected readonly generator = new MT19937();
  readonly #gaussian = new Gaussian(this.generator);

  /**
   * @param seed a whole number from 0 to 2**32 - 1, or a list of at least one of them (another stream
   *   than the number's, also for a list of one); without it the stream is seeded by
   *   `crypto.getRandomValues` and differs from run to run.
   * @throws RangeError for any other number or an empty list.
   */
  constructor(seed?: number | ArrayLike<number>) {
    checkArgumentCount("RandomState", arguments, 1);
    checkSeedType(seed);
    const words = seed === undefined ? crypto.getRandomValues(new Uint32Array(stateLength)) : seed;
    if (typeof words === "number") {
      checkSeed(words, "");
      this.generator.seedByNumber(words);
      return;
    }
    if (words.length === 0) {
      throw new RangeError("RandomState: expected a seed of at least one number, got none.");
    }
    for (let i = 0; i < words.length; i++) checkSeed(words[i], ` (at [${i}])`);
    this.generator.seedByArray(words);
  }

  /**
   * Floats from 0 up to, not including, 1, with 53 random bits.
   *
   * @example
   * ```ts
   * new RandomState(0).randomSample(); // => 0.5488135039273248
   * ```
   */
  randomSample(shape?: undefined): number;
  /** A tensor of floats from 0 up to, not including, 1, with 53 random bits. */
  randomSample<const S extends Shape | number>(shape: S): Tensor<"float64", RankOfShape<S>>;
  randomSample(shape?: Shape | number): number | Tensor<"float64"> {
    checkArgumentCount("randomSample", arguments, 1);
    const generator = this.generator;
    return draw("randomSample", shape, () => generator.nextDouble());
  }

  /**
   * Fills an array with what as many calls of `randomSample` would give, and makes nothing on the way.
   *
   * @example
   * ```ts
   * const values = new Float64Array(2);
   * new RandomState(0).fillSamples(values);
   * values; // => [0.549, 0.715]
   * ```
   */
  fillSamples(values: Float64Array): void {
    checkArgumentCount("fillSamples", arguments, 1);
    if (dtypeOfArray(values) !== "float64") {
      throw new TypeError(
        `fillSamples: expected values to be a Float64Array, got ${describeValue(values)}.`,
      );
    }
    this.generator.fillDoubles(values);
  }

  /**
   * Floats from `low` up to `high`: `low + (high - low) * u` with u from `randomSample`.
   * @throws RangeError where `high - low` is not finite.
   */
  uniform(low?: number, high?: number, shape?: undefined): number;
  /** A tensor of floats from `low` up to `high`. */
  uniform<const S extends Shape | number>(
    low: number | undefined,
    high: number | undefined,
    shape: S,
  ): Tensor<"float64", RankOfShape<S>>;
  uniform(low = 0, high = 1, shape?: Shape | number): number | Tensor<"float64"> {
    checkArgumentCount("uniform", arguments, 3);
    checkType("uniform", "low", low, "number");
    checkType("uniform", "high", high, "number");
    const range = high - low;
    if (!Number.isFinite(range)) {
      throw new RangeError(`uniform: expected a finite range, got low ${low} and high ${high}.`);
    }
    const generator = this.generator;
    return draw("uniform", shape, () => low + range * generator.nextDouble());
  }

  /**
   * Normally distributed floats of mean `loc` and standard deviation `scale`: `loc + scale * z`, z from
   * `standardNormal`.
   * @throws RangeError where `scale` is negative.
   */
  normal(loc?: number, scale?: number, shape?: undefined): number;
  /** A tensor of normally distributed floats of mean `loc` and standard deviation `scale`. */
  normal<const S extends Shape | number>(
    loc: number | undefined,
    scale: number | undefined,
    shape: S,
  ): Tensor<"float64", RankOfShape<S>>;
  normal(loc = 0, scale = 1, shape?: Shape | number): number | Tensor<"float64"> {
    checkArgumentCount("normal", arguments, 3);
    checkType("normal", "loc", loc, "number");
    checkType("normal", "scale", scale, "number");
    if (scale < 0) {
      throw new RangeError(`normal: expected a scale that is not negative, got ${scale}.`);
    }
    const gaussian = this.#gaussian;
    return draw("normal", shape, () => loc + scale * gaussian.next());
  }

  /**
   * Normally distributed floats of mean 0 and standard deviation 1. They are made in pairs, and the
   * second waits for the next call.
   *
   * Python twin: `RandomState.standard_normal`, to the last bit but for some 4 numbers in 10,000, which
   * differ in it: NumPy takes the logarithm of the machine's C library, this one rounds its own.
   */
  standardNormal(shape?: undefined): number;
  /** A tensor of normally distributed floats of mean 0 and standard deviation 1. */
  standardNormal<const S extends Shape | number>(shape: S): Tensor<"float64", RankOfShape<S>>;
  standardNormal(shape?: Shape | number): number | Tensor<"float64"> {
    checkArgumentCount("standardNormal", arguments, 1);
    const gaussian = this.#gaussian;
    return draw("standardNormal", shape, () => gaussian.next());
  }

  /**
   * A shuffled copy: of 0 to n - 1, of a list or typed array, or of a tensor along its first axis. The
   * argument stays as it is.
   *
   * @example
   * ```ts
   * new RandomState(113).permutation(["a", "b", "c", "d"]); // => ["d", "c", "a", "b"]
   * ```
   */
  permutation(n: number): Tensor<"int32", 1>;
  /** A copy of a tensor, shuffled along its first axis. */
  permutation<D extends DType, R extends number>(x: Tensor<D, R>): Tensor<D, R>;
  /** A shuffled copy of a typed array. */
  permutation<A extends DataOf<DType>>(x: A): A;
  /** A shuffled copy of a list. */
  permutation<T>(x: readonly T[]): T[];
  permutation(
    x: number | Tensor<DType> | DataOf<DType> | readonly unknown[],
  ): Tensor<DType> | DataOf<DType> | unknown[] {
    checkArgumentCount("permutation", arguments, 1);
    if (typeof x === "number") {
      if (!Number.isInteger(x) || x < 0 || x >= 2 ** 31) {
        throw new RangeError(`permutation: expected a whole number from 0 to 2**31 - 1, got ${x}.`);
      }
      const order = allocateElements("permutation", { name: "n", value: x }, "int32", x);
      for (let i = 0; i < x; i++) order[i] = i;
      shuffleArray(this.generator, order);
      return new Tensor(order, "int32", [x]);
    }
    checkShuffled("permutation", x, "a whole number, ");
    const copy = isTensor(x) ? x.copy() : x.slice();
    this.shuffle(copy);
    return copy;
  }

  /**
   * Shuffles a list, a typed array, or a tensor along its first axis, in place; a view's elements are
   * shuffled in the tensor it shows.
   * @throws TypeError for a tensor without axes.
   */
  shuffle(x: unknown[] | DataOf<DType> | Tensor<DType>): void {
    checkArgumentCount("shuffle", arguments, 1);
    checkShuffled("shuffle", x);
    if (!isTensor(x)) return shuffleArray<unknown>(this.generator, x);
    if (x.rank === 0) {
      throw new TypeError("shuffle: expected a tensor with at least one axis, got none.");
    }
    shuffleTensor(this.generator, x);
  }

  /** A copy of the state: `setState` on any `RandomState` resumes the stream from here. */
  getState(): RandomStateSnapshot {
    checkArgumentCount("getState", arguments, 0);
    return {
      key: this.generator.key.slice(),
      pos: this.generator.position,
      hasGauss: this.#gaussian.kept !== undefined,
      cachedGaussian: this.#gaussian.kept ?? 0,
    };
  }

  /**
   * Resumes from a state that `getState` returned; the state is copied.
   * @throws RangeError for a key or position that no generator can have; the stream then stays as it was.
   */
  setState(state: RandomStateSnapshot): void {
    checkArgumentCount("setState", arguments, 1);
    checkOptions("setState", state, ["key", "pos", "hasGauss", "cachedGaussian"]);
    const { key, pos, hasGauss, cachedGaussian } = state;
    if (dtypeOfArray(key) !== "uint32") {
      throw new TypeError(
        `setState: expected a key that is a Uint32Array of ${stateLength} words, got ${describeValue(key)}.`,
      );
    }
    checkType("setState", "pos", pos, "number");
    checkType("setState", "hasGauss", hasGauss, "boolean");
    checkType("setState", "cachedGaussian", cachedGaussian, "number");
    if (key.length !== stateLength) {
      throw new RangeError(
        `setState: expected a key that is a Uint32Array of ${stateLength} words, got ${key.length}.`,
      );
    }
    // Such a state stays as it is, so that the stream would be zeros for ever.
    if (key[0] < 2 ** 31 && key.every((word, i) => i === 0 || word === 0)) {
      throw new RangeError("setState: expected a key with bits that are not 0.");
    }
    if (!Number.isInteger(pos) || pos < 0 || pos > stateLength) {
      throw new RangeError(`setState: expected pos from 0 to ${stateLength}, got ${pos}.`);
    }
    if (!Number.isFinite(cachedGaussian)) {
      throw new RangeError(
        "setState: expected hasGauss to be true or false and cachedGaussian a finite number, " +
          `got ${String(hasGauss)} and ${String(cachedGaussian)}.`,
      );
    }
    this.generator.key.set(key);
    this.generator.position = pos;
    this.#gaussian.kept = hasGauss ? cachedGaussian : undefined;
  }
}

/** One number of `next`, or a tensor of them. */
function draw(
  caller: string,
  shape: Shape | number | undefined,
  next: () => number,
): number | Tensor<"float64"> {
  if (shape === undefined) return next();
  const lengths = checkShape(caller, shape);
  const sizing = { name: "shape", value: formatShape(lengths) };
  const data = allocateElements(caller, sizing, "float64", sizeOf(lengths));
  for (let i = 0; i < data.length; i++) data[i] = next();
  return new Tensor(data, "float64", lengths);
}

/** Throws a TypeError unless `x` can be shuffled. */
function checkShuffled(caller: string, x: unknown, besides = ""): void {
  if (Array.isArray(x) || isTensor(x) || dtypeOfArray(x) !== undefined) return;
  throw new TypeError(
    `${caller}: expected x to be ${besides}an array, a typed array or a Tensor, got ${describeValue(x)}.`,
  );
}

/** Throws a TypeError for a seed that is neither a number nor a list. */
function checkSeedType(seed: unknown): void {
  if (seed === undefined || typeof seed === "number") return;
  if (Array.isArray(seed) || dtypeOfArray(seed) !== undefined) return;
  throw new TypeError(
    `RandomState: expected seed to be a whole number or a list of them, got ${describeValue(seed)}.`,
  );
}

function checkSeed(seed: number, where: string): void {
  checkType("RandomState", `each number of seed`, seed, "number");
  if (!Number.isInteger(seed) || seed < 0 || seed > 2 ** 32 - 1) {
    throw new RangeError(
      `RandomState: expected a seed of whole numbers from 0 to 2**32 - 1, got ${String(seed)}${where}.`,
    );
  }
}
