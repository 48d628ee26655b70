import {
  asTensor,
  broadcastRows,
  type Operand,
  type ResultDType,
  type ResultRank,
  type RowLoop,
  resultDType,
  withNumber,
} from "./broadcasting.ts";
import { checkArgumentCount } from "./checks/check-argument-count.ts";
import { checkNumberTensors, checkOperands } from "./checks/check-tensor.ts";
import { checkType } from "./checks/check-values.ts";
import { type DataOf, isFloat, type NumberDType } from "./dtype.ts";
import * as portable from "./portable-math/index.ts";
import type { Tensor } from "./tensor.ts";

/** The element type of `exp` and the like: floats keep theirs, integers give float64. */
export type FloatDType<D extends NumberDType> = [D] extends ["float32"]
  ? "float32"
  : "float32" extends D
    ? "float32" | "float64"
    : "float64";

/**
 * `a + b`, element by element.
 *
 * Shapes broadcast: they are aligned at their last axis, and a missing axis or one of length 1 repeats.
 * Types are promoted as NumPy does; a number takes the tensor's type, unless it is a fraction and the
 * tensor holds integers, which gives float64. Integers that do not fit wrap.
 *
 * @throws RangeError where the shapes do not broadcast, or a whole number does not fit the integer type.
 * @throws TypeError for a tensor of bigints.
 *
 * @example
 * ```ts
 * add(tensor([[1, 2], [3, 4]]), tensor([10, 20])).toArray(); // => [[11, 22], [13, 24]]
 * add(tensor([1, 2], { dtype: "float32" }), 0.5).dtype; // => "float32"
 * ```
 *
 * Python twin: `numpy.add`. A whole number never widens the type here (`int32 + 2.0` stays int32, since
 * JavaScript has no `2.0`), and int32 with uint32 gives float64 (NumPy: int64).
 */
export function add<A extends Operand, B extends Operand>(
  a: A,
  b: B,
): Tensor<ResultDType<A, B>, ResultRank<A, B>> {
  checkArgumentCount("add", arguments, 2);
  return binary("add", a, b, sums);
}

/** `a - b`, element by element; shapes and types as in `add`. Python twin: `numpy.subtract`. */
export function subtract<A extends Operand, B extends Operand>(
  a: A,
  b: B,
): Tensor<ResultDType<A, B>, ResultRank<A, B>> {
  checkArgumentCount("subtract", arguments, 2);
  return binary("subtract", a, b, differences);
}

/**
 * `a * b`, element by element (`matmul` is the matrix product); shapes and types as in `add`.
 *
 * Python twin: `numpy.multiply`.
 */
export function multiply<A extends Operand, B extends Operand>(
  a: A,
  b: B,
): Tensor<ResultDType<A, B>, ResultRank<A, B>> {
  checkArgumentCount("multiply", arguments, 2);
  return binary("multiply", a, b, products, lowProducts);
}

/**
 * `a / b`, element by element; shapes as in `add`. Two integers give float64. Division by 0 gives an
 * infinity or NaN.
 *
 * @example
 * ```ts
 * divide(tensor([1, 2], { dtype: "int32" }), 4).toArray(); // => [0.25, 0.5]
 * ```
 *
 * Python twin: `numpy.divide`.
 */
export function divide<A extends Operand, B extends Operand>(
  a: A,
  b: B,
): Tensor<QuotientDType<A, B>, ResultRank<A, B>> {
  checkArgumentCount("divide", arguments, 2);
  checkOperands("divide", { a, b });
  const floats = [a, b].some((x) => typeof x !== "number" && isFloat(x.dtype));
  const dtype = floats ? resultDType("divide", a, b) : "float64";
  return zip("divide", a, b, dtype as QuotientDType<A, B>, quotients);
}

type QuotientDType<A extends Operand, B extends Operand> =
  NumberDType extends ResultDType<A, B> ? "float32" | "float64" : ResultDType<A, B>;

/** `-x`, element by element; unsigned integers wrap. Python twin: `numpy.negative`. */
export function negative<D extends NumberDType, R extends number>(x: Tensor<D, R>): Tensor<D, R> {
  checkArgumentCount("negative", arguments, 1);
  checkNumberTensors("negative", { x });
  return map("negative", x, x.dtype, (value) => -value);
}

/** `x²`, element by element; the type stays. Python twin: `numpy.square`. */
export function square<D extends NumberDType, R extends number>(x: Tensor<D, R>): Tensor<D, R> {
  checkArgumentCount("square", arguments, 1);
  checkNumberTensors("square", { x });
  const times = isFloat(x.dtype)
    ? (value: number) => value * value
    : (v: number) => Math.imul(v, v);
  return map("square", x, x.dtype, times);
}

/**
 * `e^x`, element by element. Float32 stays; integers give float64.
 *
 * Python twin: `numpy.exp`, which gives small integers a smaller float.
 */
export function exp<D extends NumberDType, R extends number>(
  x: Tensor<D, R>,
): Tensor<FloatDType<D>, R> {
  checkArgumentCount("exp", arguments, 1);
  checkNumberTensors("exp", { x });
  return map("exp", x, floatDType(x), portable.exp);
}

/**
 * The natural logarithm, element by element; 0 gives -Infinity and a negative number NaN. Types as in
 * `exp`. Python twin: `numpy.log`.
 */
export function log<D extends NumberDType, R extends number>(
  x: Tensor<D, R>,
): Tensor<FloatDType<D>, R> {
  checkArgumentCount("log", arguments, 1);
  checkNumberTensors("log", { x });
  return map("log", x, floatDType(x), portable.log);
}

/** The hyperbolic tangent, element by element; types as in `exp`. Python twin: `numpy.tanh`. */
export function tanh<D extends NumberDType, R extends number>(
  x: Tensor<D, R>,
): Tensor<FloatDType<D>, R> {
  checkArgumentCount("tanh", arguments, 1);
  checkNumberTensors("tanh", { x });
  return map("tanh", x, floatDType(x), portable.tanh);
}

/**
 * `1 / (1 + e^-x)`, element by element, without overflow: -1000 gives 0 and -700 still `e^-700`.
 * Types as in `exp`.
 *
 * @example
 * ```ts
 * sigmoid(tensor([-1000, 0, 1000])).toArray(); // => [0, 0.5, 1]
 * ```
 *
 * Python twin: `scipy.special.expit`.
 */
export function sigmoid<D extends NumberDType, R extends number>(
  x: Tensor<D, R>,
): Tensor<FloatDType<D>, R> {
  checkArgumentCount("sigmoid", arguments, 1);
  checkNumberTensors("sigmoid", { x });
  return map("sigmoid", x, floatDType(x), (value) => {
    // The exponent is never positive, so the power is never infinite and small results keep their digits.
    if (value >= 0) return 1 / (1 + portable.exp(-value));
    const power = portable.exp(value);
    return power / (1 + power);
  });
}

/**
 * Each element, or the bound that it passes. An infinite bound has no effect. NaN stays NaN; where
 * `low > high` every number becomes `high`.
 *
 * @example
 * ```ts
 * clip(tensor([-2, 0.5, 3]), 0, 1).toArray(); // => [0, 0.5, 1]
 * ```
 *
 * Python twin: `numpy.clip`. Types as in `add`; an infinite bound does not turn integers into floats here.
 */
export function clip<T extends Tensor>(
  x: T,
  low: number,
  high: number,
): Tensor<ResultDType<T, number>, ResultRank<T, number>> {
  checkArgumentCount("clip", arguments, 3);
  checkNumberTensors("clip", { x });
  checkType("clip", "low", low, "number");
  checkType("clip", "high", high, "number");
  let dtype: NumberDType = x.dtype;
  for (const bound of [low, high]) {
    if (Math.abs(bound) !== Infinity) dtype = withNumber("clip", dtype, bound);
  }
  const round = dtype === "float32" ? Math.fround : (bound: number) => bound;
  const [least, most] = [round(low), round(high)];
  return map("clip", x, dtype as ResultDType<T, number>, (value) =>
    Math.min(Math.max(value, least), most),
  );
}

/**
 * `a` where the condition is not 0, elsewhere `b`, element by element; the three shapes broadcast, and the
 * types of `a` and `b` are promoted as in `add`.
 *
 * @example
 * ```ts
 * const x = tensor([-1, 2, -3]);
 * where(greater(x, 0), x, 0).toArray(); // => [0, 2, 0]
 * ```
 *
 * Python twin: `numpy.where` with three arguments.
 */
export function where<A extends Operand, B extends Operand>(
  condition: Operand,
  a: A,
  b: B,
): Tensor<ResultDType<A, B>, ResultRank<A, B>> {
  checkArgumentCount("where", arguments, 3);
  checkOperands("where", { condition, a, b });
  const dtype = resultDType("where", a, b);
  const operands = [asTensor(condition, "float64"), asTensor(a, dtype), asTensor(b, dtype)];
  const [test, yes, no] = operands.map(({ data }) => data);
  return broadcastRows(
    "where",
    operands,
    dtype as ResultDType<A, B>,
    (result, next, length, starts, steps) => {
      for (let i = 0; i < length; i++) {
        result[next + i] =
          test[starts[0] + i * steps[0]] === 0
            ? no[starts[2] + i * steps[2]]
            : yes[starts[1] + i * steps[1]];
      }
    },
  );
}

function floatDType<D extends NumberDType>(x: Tensor<D>): FloatDType<D> {
  return (isFloat(x.dtype) ? x.dtype : "float64") as FloatDType<D>;
}

function map<D extends NumberDType, R extends number>(
  caller: string,
  x: Tensor<NumberDType, R>,
  dtype: D,
  f: (value: number) => number,
): Tensor<D, R> {
  const { data } = x;
  return broadcastRows(caller, [x], dtype, (result, next, length, [start], [step]) => {
    for (let i = 0; i < length; i++) result[next + i] = f(data[start + i * step]);
  });
}

/**
 * A loop over pairs of elements of `x` and `y`. The four of arithmetic are written out: a loop that calls
 * a function for each pair takes five times as long.
 */
export type PairLoop = (x: Numbers, y: Numbers) => RowLoop<Numbers>;
type Numbers = DataOf<NumberDType>;

const sums: PairLoop =
  (x, y) =>
  (result, next, length, [i, j], [stepI, stepJ]) => {
    for (let n = 0; n < length; n++) result[next + n] = x[i + n * stepI] + y[j + n * stepJ];
  };
const differences: PairLoop =
  (x, y) =>
  (result, next, length, [i, j], [stepI, stepJ]) => {
    for (let n = 0; n < length; n++) result[next + n] = x[i + n * stepI] - y[j + n * stepJ];
  };
const products: PairLoop =
  (x, y) =>
  (result, next, length, [i, j], [stepI, stepJ]) => {
    for (let n = 0; n < length; n++) result[next + n] = x[i + n * stepI] * y[j + n * stepJ];
  };
const quotients: PairLoop =
  (x, y) =>
  (result, next, length, [i, j], [stepI, stepJ]) => {
    for (let n = 0; n < length; n++) result[next + n] = x[i + n * stepI] / y[j + n * stepJ];
  };

/** `f` of each pair. */
export function pairs(f: (x: number, y: number) => number): PairLoop {
  return (x, y) =>
    (result, next, length, [i, j], [stepI, stepJ]) => {
      for (let n = 0; n < length; n++) result[next + n] = f(x[i + n * stepI], y[j + n * stepJ]);
    };
}

/** A product of 32-bit integers needs up to 64 bits; imul keeps the low 32, and no more are stored. */
const lowProducts = pairs(Math.imul);

function binary<A extends Operand, B extends Operand>(
  caller: string,
  a: A,
  b: B,
  onFloats: PairLoop,
  onIntegers = onFloats,
): Tensor<ResultDType<A, B>, ResultRank<A, B>> {
  checkOperands(caller, { a, b });
  const dtype = resultDType(caller, a, b) as ResultDType<A, B>;
  return zip(caller, a, b, dtype, isFloat(dtype) ? onFloats : onIntegers);
}

/** The loop over the broadcast operands, stored as `dtype`; a number meets a float32 tensor as float32. */
export function zip<D extends NumberDType, R extends number = number>(
  caller: string,
  a: Operand,
  b: Operand,
  dtype: D,
  loop: PairLoop,
): Tensor<D, R> {
  const meeting = [a, b].some((x) => typeof x !== "number" && x.dtype === "float32")
    ? "float32"
    : "float64";
  const x = asTensor(a, meeting);
  const y = asTensor(b, meeting);
  return broadcastRows(caller, [x, y], dtype, loop(x.data, y.data));
}
