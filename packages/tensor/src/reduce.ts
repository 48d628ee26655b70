import { checkArgumentCount } from "./checks/check-argument-count.ts";
import { checkOptions } from "./checks/check-options.ts";
import { checkNumberTensors } from "./checks/check-tensor.ts";
import { checkType } from "./checks/check-values.ts";
import { allocate, type DataOf, isFloat, type NumberDType } from "./dtype.ts";
import type { FloatDType } from "./elementwise.ts";
import type { RankWithoutAxis } from "./rank.ts";
import { checkAxis, type Shape, sizeOf } from "./shape.ts";
import { Tensor } from "./tensor.ts";

/** One axis, or all of them with their lengths kept as 1: the result is a tensor. */
export type AxisOptions =
  | { axis: number; keepdims?: boolean }
  | { axis?: undefined; keepdims: true };

/** The number of axes of the result, as far as the options show. */
type ReducedRank<R extends number, O extends AxisOptions> = O extends { keepdims: true }
  ? R
  : "keepdims" extends keyof O
    ? O extends { keepdims: false }
      ? RankWithoutAxis<R>
      : number
    : RankWithoutAxis<R>;

/** All axes: the result is a number. */
export type WholeOptions = { axis?: undefined; keepdims?: false };

type ReduceOptions = AxisOptions | WholeOptions;

/**
 * The sum of all elements, or along one axis. Sums are carried in float64 whatever the type; no elements
 * sum to 0, and NaN makes the sum NaN.
 *
 * @param options.axis the axis to sum along; it goes away. Default: all axes, and a number comes back.
 * @param options.keepdims whether the summed axes stay with length 1; default false
 * @throws RangeError for an axis that the tensor does not have; TypeError for a tensor of bigints.
 *
 * @example
 * ```ts
 * const x = tensor([[1, 2, 3], [4, 5, 6]]);
 * sum(x); // => 21
 * sum(x, { axis: 0 }).toArray(); // => [5, 7, 9]
 * sum(x, { axis: 1, keepdims: true }).toArray(); // => [[6], [15]]
 * ```
 *
 * Python twin: `numpy.sum`. Integers give float64, exact up to 2^53 (NumPy: int64, which wraps).
 */
export function sum(x: Tensor, options?: WholeOptions): number;
/** The sums along one axis, which goes away unless `keepdims` is true. */
export function sum<D extends NumberDType, R extends number, O extends AxisOptions>(
  x: Tensor<D, R>,
  options: O,
): Tensor<FloatDType<D>, ReducedRank<R, O>>;
export function sum(x: Tensor, options: ReduceOptions = {}): number | Tensor {
  checkArgumentCount("sum", arguments, 2);
  const lanes = arrange("sum", x, options);
  return finish(lanes, isFloat(x.dtype) ? x.dtype : "float64", totals(lanes));
}

/**
 * The mean of all elements, or along one axis; options and errors as in `sum`. The mean of no elements is
 * NaN. Python twin: `numpy.mean`.
 */
export function mean(x: Tensor, options?: WholeOptions): number;
/** The means along one axis, which goes away unless `keepdims` is true. */
export function mean<D extends NumberDType, R extends number, O extends AxisOptions>(
  x: Tensor<D, R>,
  options: O,
): Tensor<FloatDType<D>, ReducedRank<R, O>>;
export function mean(x: Tensor, options: ReduceOptions = {}): number | Tensor {
  checkArgumentCount("mean", arguments, 2);
  const lanes = arrange("mean", x, options);
  const means = totals(lanes).map((total) => total / lanes.length);
  return finish(lanes, isFloat(x.dtype) ? x.dtype : "float64", means);
}

/**
 * The largest element, or the largest along one axis; the type stays. NaN, where there is one, is the
 * result. Options as in `sum`.
 *
 * @throws RangeError where there are no elements to choose from.
 *
 * @example
 * ```ts
 * max(tensor([[1, 5], [7, 2]]), { axis: 1 }).toArray(); // => [5, 7]
 * ```
 *
 * Python twin: `numpy.max`.
 */
export function max(x: Tensor, options?: WholeOptions): number;
/** The largest elements along one axis, which goes away unless `keepdims` is true. */
export function max<D extends NumberDType, R extends number, O extends AxisOptions>(
  x: Tensor<D, R>,
  options: O,
): Tensor<D, ReducedRank<R, O>>;
export function max(x: Tensor, options: ReduceOptions = {}): number | Tensor {
  checkArgumentCount("max", arguments, 2);
  const lanes = arrange("max", x, options);
  return finish(
    lanes,
    x.dtype,
    elements(
      lanes,
      bestIndices("max", lanes, (a, b) => a > b),
    ),
  );
}

/** The smallest element, or the smallest along one axis; as `max` otherwise. Python twin: `numpy.min`. */
export function min(x: Tensor, options?: WholeOptions): number;
/** The smallest elements along one axis, which goes away unless `keepdims` is true. */
export function min<D extends NumberDType, R extends number, O extends AxisOptions>(
  x: Tensor<D, R>,
  options: O,
): Tensor<D, ReducedRank<R, O>>;
export function min(x: Tensor, options: ReduceOptions = {}): number | Tensor {
  checkArgumentCount("min", arguments, 2);
  const lanes = arrange("min", x, options);
  return finish(
    lanes,
    x.dtype,
    elements(
      lanes,
      bestIndices("min", lanes, (a, b) => a < b),
    ),
  );
}

/**
 * The place of the largest element: its position in row-major order, or its index along one axis, as
 * int32. Of equal ones the first; NaN counts as larger than all. Options and errors as in `max`.
 *
 * @example
 * ```ts
 * argmax(tensor([[1, 5], [7, 7]])); // => 2
 * argmax(tensor([[1, 5], [7, 7]]), { axis: 1 }).toArray(); // => [1, 0]
 * ```
 *
 * Python twin: `numpy.argmax`, whose indices are int64.
 */
export function argmax(x: Tensor, options?: WholeOptions): number;
/** The indices of the largest elements along one axis, int32, which goes away unless `keepdims` is true. */
export function argmax<R extends number, O extends AxisOptions>(
  x: Tensor<NumberDType, R>,
  options: O,
): Tensor<"int32", ReducedRank<R, O>>;
export function argmax(x: Tensor, options: ReduceOptions = {}): number | Tensor {
  checkArgumentCount("argmax", arguments, 2);
  const lanes = arrange("argmax", x, options);
  return finish(
    lanes,
    "int32",
    bestIndices("argmax", lanes, (a, b) => a > b),
  );
}

/**
 * A tensor as the lanes that are reduced: lane `(outer, inner)` holds the elements
 * `data[(outer * length + i) * innerSize + inner]` for `i` below `length`.
 */
interface Lanes {
  readonly data: DataOf<NumberDType>;
  readonly outerSize: number;
  readonly length: number;
  readonly innerSize: number;
  /** The result's shape; undefined where the result is a number. */
  readonly shape: Shape | undefined;
}

function arrange(caller: string, x: Tensor, options: ReduceOptions): Lanes {
  checkNumberTensors(caller, { x });
  checkOptions(caller, options, ["axis", "keepdims"]);
  if (options.keepdims !== undefined) checkType(caller, "keepdims", options.keepdims, "boolean");
  const { data } = x.contiguous();
  if (options.axis === undefined) {
    const shape = options.keepdims ? x.shape.map(() => 1) : undefined;
    return { data, outerSize: 1, length: x.size, innerSize: 1, shape };
  }
  const axis = checkAxis(caller, options.axis, x.rank);
  return {
    data,
    outerSize: sizeOf(x.shape.slice(0, axis)),
    length: x.shape[axis],
    innerSize: sizeOf(x.shape.slice(axis + 1)),
    shape: options.keepdims ? x.shape.with(axis, 1) : x.shape.toSpliced(axis, 1),
  };
}

/** The sum of each lane. */
function totals({ data, outerSize, length, innerSize }: Lanes): Float64Array {
  const sums = new Float64Array(outerSize * innerSize);
  let next = 0;
  for (let outer = 0; outer < outerSize; outer++) {
    for (let i = 0; i < length; i++) {
      for (let inner = 0; inner < innerSize; inner++) {
        sums[outer * innerSize + inner] += data[next++];
      }
    }
  }
  return sums;
}

/** The index in its lane of each lane's best element: the first that none beats, or the first NaN. */
function bestIndices(
  caller: string,
  { data, outerSize, length, innerSize }: Lanes,
  beats: (a: number, b: number) => boolean,
): Int32Array {
  const best = new Int32Array(outerSize * innerSize);
  if (length === 0 && best.length > 0) {
    throw new RangeError(
      `${caller}: expected at least one element to choose from, got none. Check size or shape first.`,
    );
  }
  for (let lane = 0; lane < best.length; lane++) {
    const first = Math.floor(lane / innerSize) * length * innerSize + (lane % innerSize);
    let leader = data[first];
    for (let i = 1; i < length && !Number.isNaN(leader); i++) {
      const candidate = data[first + i * innerSize];
      if (beats(candidate, leader) || Number.isNaN(candidate)) {
        leader = candidate;
        best[lane] = i;
      }
    }
  }
  return best;
}

/** The element of each lane at the given index. */
function elements({ data, length, innerSize }: Lanes, indices: Int32Array): Float64Array {
  return Float64Array.from(indices, (index, lane) => {
    const outer = Math.floor(lane / innerSize);
    return data[(outer * length + index) * innerSize + (lane % innerSize)];
  });
}

function finish(
  { shape }: Lanes,
  dtype: NumberDType,
  values: Float64Array | Int32Array,
): number | Tensor {
  if (shape === undefined) return values[0];
  const data = allocate(dtype, values.length);
  data.set(values);
  return new Tensor(data, dtype, shape);
}
