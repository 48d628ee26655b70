import { allocateElements } from "../checks/allocate-elements.ts";
import { checkArgumentCount } from "../checks/check-argument-count.ts";
import { checkOptions } from "../checks/check-options.ts";
import { checkWhole } from "../checks/check-values.ts";
import type { DType, ElementOf } from "../dtype.ts";
import type { RankOfShape } from "../rank.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { type ChoiceOptions, choose } from "./choice.ts";
import { type DrawnDType, type RandintDType, randint } from "./randint.ts";
import { RandomStream } from "./random-stream.ts";

/**
 * A stream of random numbers: NumPy's `RandomState`, number for number. Equal seeds and equal calls in
 * equal order give what NumPy gives.
 *
 * Draws take a shape: without one a number comes back, with one a tensor of that shape, filled
 * in row-major order from the same stream.
 *
 * @example
 * ```ts
 * const random = new RandomState(42);
 * random.permutation(10).toArray(); // => [8, 1, 5, 0, 7, 2, 9, 4, 3, 6]
 * ```
 *
 * Python twin: `numpy.random.RandomState`. The integers of `randint` without a `dtype` come as int32
 * where they fit, else as float64.
 */
export class RandomState extends RandomStream {
  /**
   * Whole numbers from `low` up to, not including, `high`; with one bound from 0 up to it.
   *
   * @param options.dtype `"bool"` (kept as uint8), `"int8"` to `"int64"`, `"uint8"` to `"uint64"`; each
   *   has its own stream. Without it the stream is that of int64, as numbers: a tensor is int32 where
   *   every possible value fits, else float64. With `"int64"` or `"uint64"` they are bigints.
   * @throws RangeError where a bound is not a whole number, not within the type, or not `low < high`.
   *
   * @example
   * ```ts
   * new RandomState(1234567890).randint(-99, 99, [3, 2]).toArray(); // => [[31, 3], [-52, 41], [-48, -66]]
   * ```
   */
  randint(low: number, high?: number, shape?: undefined, options?: { dtype?: undefined }): number;
  /** A tensor of whole numbers from `low` up to, not including, `high`: int32 where all fit, else float64. */
  randint<const S extends Shape | number>(
    low: number,
    high: number | undefined,
    shape: S,
    options?: { dtype?: undefined },
  ): Tensor<"int32" | "float64", RankOfShape<S>>;
  /** A whole number of that type's own stream; a bigint for 64 bits. */
  randint<D extends RandintDType>(
    low: number | bigint,
    high: number | bigint | undefined,
    shape: undefined,
    options: { dtype: D },
  ): ElementOf<DrawnDType<D>>;
  /** A tensor of whole numbers of that type's own stream. */
  randint<D extends RandintDType, const S extends Shape | number>(
    low: number | bigint,
    high: number | bigint | undefined,
    shape: S,
    options: { dtype: D },
  ): Tensor<DrawnDType<D>, RankOfShape<S>>;
  randint(
    low: number | bigint,
    high?: number | bigint,
    shape?: Shape | number,
    options: { dtype?: RandintDType | undefined } = {},
  ): ElementOf<DType> | Tensor<DType> {
    checkArgumentCount("randint", arguments, 4);
    checkOptions("randint", options, ["dtype"]);
    const bounds = high === undefined ? ([0, low] as const) : ([low, high] as const);
    return randint(this.generator, bounds, shape, options.dtype);
  }

  /**
   * Items chosen at random: from 0 to n - 1, from a tensor's first axis (which must be its only one), or
   * from a list. Without a shape one item; from a list, a number asks for a list of so many.
   *
   * @param options.replace whether an item may come more than once; default true
   * @param options.p the probability of each item; default: all equal
   * @throws RangeError where there is nothing to choose from, too little without replacement, or `p` has
   *   another length, a negative value, or a sum that is not 1 (within 1.5e-8; in float32 3.5e-4).
   *
   * @example
   * ```ts
   * new RandomState(0).choice(5, 3).toArray(); // => [4, 0, 3]
   * new RandomState(0).choice(["a", "b", "c"], 3, { p: [0.5, 0.25, 0.25] }); // => ["b", "b", "b"]
   * ```
   */
  choice(n: number, shape?: undefined, options?: ChoiceOptions): number;
  /** A tensor of numbers from 0 to n - 1, chosen at random. */
  choice<const S extends Shape | number>(
    n: number,
    shape: S,
    options?: ChoiceOptions,
  ): Tensor<"int32", RankOfShape<S>>;
  /** An element of a tensor with one axis, chosen at random. */
  choice<D extends DType>(x: Tensor<D>, shape?: undefined, options?: ChoiceOptions): ElementOf<D>;
  /** A tensor of elements of a tensor with one axis, chosen at random. */
  choice<D extends DType, const S extends Shape | number>(
    x: Tensor<D>,
    shape: S,
    options?: ChoiceOptions,
  ): Tensor<D, RankOfShape<S>>;
  /** An item of a list, chosen at random. */
  choice<T>(items: ArrayLike<T>, count?: undefined, options?: ChoiceOptions): T;
  /** So many items of a list, chosen at random. */
  choice<T>(items: ArrayLike<T>, count: number, options?: ChoiceOptions): T[];
  choice(
    from: number | Tensor<DType> | ArrayLike<unknown>,
    shape?: Shape | number,
    options: ChoiceOptions = {},
  ): unknown {
    checkArgumentCount("choice", arguments, 3);
    return choose(this, from, shape, options);
  }

  /** `n` random bytes. */
  bytes(n: number): Uint8Array<ArrayBuffer> {
    checkArgumentCount("bytes", arguments, 1);
    checkWhole("bytes", "n", n, 0);
    const bytes = allocateElements("bytes", { name: "n", value: n }, "uint8", n);
    const words = this.randint(0, 2 ** 32, Math.ceil(n / 4), { dtype: "uint32" }).data;
    bytes.set(new Uint8Array(words.buffer).subarray(0, n));
    return bytes;
  }
}
