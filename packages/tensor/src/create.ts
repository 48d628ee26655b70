import { allocateElements } from "./checks/allocate-elements.ts";
import { checkArgumentCount } from "./checks/check-argument-count.ts";
import { checkOptions } from "./checks/check-options.ts";
import { checkTensor } from "./checks/check-tensor.ts";
import { checkType, checkWhole } from "./checks/check-values.ts";
import { describeValue } from "./checks/describe-value.ts";
import {
  allocate,
  checkDType,
  checkNumberDType,
  type DataOf,
  type DType,
  type DTypeOfArray,
  dtypeOfArray,
  type ElementOf,
  isBigInt,
  type NumberDType,
} from "./dtype.ts";
import { newZeros } from "./new-zeros.ts";
import type { NestedArray, RankOfNested, RankOfShape } from "./rank.ts";
import { checkAxis, equalShapes, formatShape, type Shape, sizeOf } from "./shape.ts";
import { Tensor } from "./tensor.ts";
import { isTensor } from "./tensor-fields.ts";

/**
 * A tensor of the given values: nested arrays of equal lengths, a typed array (copied), or one number.
 *
 * @param options.dtype element type; default: a typed array's own, else `"float64"`. (NumPy gives
 *   whole numbers an integer type; here they are float64 unless asked.)
 * @throws TypeError where rows differ in length or a value is not a number.
 *
 * @example
 * ```ts
 * tensor([[1, 2], [3, 4]], { dtype: "int32" }).shape; // => [2, 2]
 * ```
 *
 * Python twin: `numpy.array`.
 */
export function tensor<D extends DType = "float64", N = NestedArray<number | bigint>>(
  nested: N & NestedArray<number | bigint>,
  options?: { dtype?: D },
): Tensor<D, RankOfNested<N>>;
/** A tensor with one axis that holds a copy of a typed array, with the array's element type. */
export function tensor<A extends DataOf<DType>>(array: A): Tensor<DTypeOfArray<A>, 1>;
/** A tensor with one axis of a typed array's elements, converted as `astype` converts. */
export function tensor<D extends DType>(array: DataOf<DType>, options: { dtype: D }): Tensor<D, 1>;
export function tensor<D extends DType>(
  nested: NestedArray<number | bigint> | DataOf<DType>,
  options: { dtype?: D } = {},
): Tensor<D> {
  checkArgumentCount("tensor", arguments, 2);
  checkOptions("tensor", options, ["dtype"]);
  const { dtype = "float64" as D } = options;
  checkDType("tensor", dtype);
  if (ArrayBuffer.isView(nested)) {
    const own = dtypeOfArray(nested);
    if (own === undefined) {
      throw new TypeError(
        `tensor: expected nested to be arrays of numbers or an array of a known element type, got ${describeValue(nested)}.`,
      );
    }
    const whole = new Tensor(nested, own, [nested.length]);
    return (options.dtype === undefined ? whole.copy() : whole.astype(dtype)) as Tensor<D>;
  }
  if (!Array.isArray(nested) && typeof nested !== "number" && typeof nested !== "bigint") {
    const advice = isTensor<unknown>(nested) ? " Use its copy() or astype()." : "";
    throw new TypeError(
      `tensor: expected nested to be a number, nested arrays of numbers or a typed array, got ${describeValue(nested)}.${advice}`,
    );
  }
  const shape: number[] = [];
  for (let level: unknown = nested; Array.isArray(level); level = level[0])
    shape.push(level.length);
  const data = allocate(dtype, sizeOf(shape));
  let next = 0;
  const fill = (part: unknown, axis: number, path: string): void => {
    if (axis < shape.length) {
      if (!Array.isArray(part) || part.length !== shape[axis]) {
        const got = Array.isArray(part) ? `length ${part.length}` : typeof part;
        throw new TypeError(
          `tensor: expected rows of equal length ${shape[axis]}, got ${got} (at ${path || "the top"}). ` +
            "Rows of different lengths go into RaggedTensor.fromArrays.",
        );
      }
      part.forEach((item, i) => fill(item, axis + 1, `${path}[${i}]`));
      return;
    }
    if (typeof part !== "number" && typeof part !== "bigint") {
      throw new TypeError(
        `tensor: expected a number, got ${typeof part} (at ${path || "the top"}).`,
      );
    }
    if (isBigInt(dtype) && typeof part === "number" && !Number.isInteger(part)) {
      throw new RangeError(
        `tensor: expected whole numbers for ${dtype}, got ${part} (at ${path || "the top"}).`,
      );
    }
    data[next++] = isBigInt(dtype) ? BigInt(part) : Number(part);
  };
  fill(nested, 0, "");
  return new Tensor(data, dtype, shape);
}

/** A tensor of zeros; float64 unless asked. */
export function zeros<D extends DType = "float64", const S extends Shape | number = Shape | number>(
  shape: S,
  options: { dtype?: D } = {},
): Tensor<D, RankOfShape<S>> {
  checkArgumentCount("zeros", arguments, 2);
  return newZeros("zeros", shape, dtypeOf("zeros", options));
}

/** A tensor of ones; float64 unless asked. */
export function ones<D extends DType = "float64", const S extends Shape | number = Shape | number>(
  shape: S,
  options: { dtype?: D } = {},
): Tensor<D, RankOfShape<S>> {
  checkArgumentCount("ones", arguments, 2);
  return fillWith(newZeros("ones", shape, dtypeOf("ones", options)), 1);
}

/** A tensor in which every element is `value`; float64 unless asked. */
export function full<D extends DType = "float64", const S extends Shape | number = Shape | number>(
  shape: S,
  value: ElementOf<D>,
  options: { dtype?: D } = {},
): Tensor<D, RankOfShape<S>> {
  checkArgumentCount("full", arguments, 3);
  const dtype = dtypeOf("full", options);
  checkType("full", "value", value, isBigInt(dtype) ? "bigint" : "number");
  return fillWith(newZeros("full", shape, dtype), value);
}

/** The element type in the options of a function that makes a tensor. */
function dtypeOf<D extends DType>(caller: string, options: { dtype?: D }): D {
  checkOptions(caller, options, ["dtype"]);
  const { dtype = "float64" as D } = options;
  checkDType(caller, dtype);
  return dtype;
}

function fillWith<D extends DType, R extends number>(
  x: Tensor<D, R>,
  value: number | bigint,
): Tensor<D, R> {
  // An element of type D fits an array of type D.
  const { data } = x as { data: { fill(value: unknown): unknown } };
  data.fill(isBigInt(x.dtype) ? BigInt(value) : value);
  return x;
}

/**
 * The numbers from `start` up to, not including, `stop`; with one argument from 0 up to it.
 *
 * @param options.step default 1; @param options.dtype default float64
 *
 * @example
 * ```ts
 * arange(2, 8, { step: 2 }).toArray(); // => [2, 4, 6]
 * ```
 */
export function arange<D extends NumberDType = "float64">(
  start: number,
  stop?: number,
  options: { step?: number; dtype?: D } = {},
): Tensor<D, 1> {
  checkArgumentCount("arange", arguments, 3);
  checkType("arange", "start", start, "number");
  if (typeof stop === "object") {
    throw new TypeError(
      `arange: expected stop to be a number, got ${describeValue(stop)}. ` +
        "Options come third: arange(0, stop, { step }).",
    );
  }
  if (stop !== undefined) checkType("arange", "stop", stop, "number");
  checkOptions("arange", options, ["step", "dtype"]);
  const { step = 1, dtype = "float64" as D } = options;
  checkType("arange", "step", step, "number");
  checkNumberDType("arange", dtype);
  const [first, end] = stop === undefined ? [0, start] : [start, stop];
  const length = Math.ceil((end - first) / step);
  if (!Number.isFinite(length)) {
    throw new RangeError(
      `arange: expected finite numbers and a step that is not 0, got step ${step}.`,
    );
  }
  const sizing = { name: "stop", value: end };
  const data = allocateElements("arange", sizing, dtype, Math.max(0, length));
  const result = new Tensor<D, 1>(data, dtype, [data.length]);
  for (let i = 0; i < result.size; i++) result.data[i] = first + i * step;
  return result;
}

/** The identity matrix of `n` rows. */
export function eye<D extends NumberDType = "float64">(
  n: number,
  options: { dtype?: D } = {},
): Tensor<D, 2> {
  checkArgumentCount("eye", arguments, 2);
  checkWhole("eye", "n", n, 0);
  const dtype = dtypeOf("eye", options);
  checkNumberDType("eye", dtype);
  const result = newZeros("eye", [n, n], dtype, "n");
  for (let i = 0; i < n; i++) result.data[i * (n + 1)] = 1;
  return result;
}

/**
 * The tensors joined along an axis; their shapes agree on every other one, and so do their types.
 *
 * @example
 * ```ts
 * concatenate([tensor([[1, 2]]), tensor([[3, 4]])]).toArray(); // => [[1, 2], [3, 4]]
 * ```
 */
export function concatenate<D extends DType, R extends number = number>(
  tensors: readonly Tensor<D, R>[],
  options: { axis?: number } = {},
): Tensor<D, R> {
  checkArgumentCount("concatenate", arguments, 2);
  if (!Array.isArray(tensors)) {
    throw new TypeError(
      `concatenate: expected tensors to be an array of tensors, got ${describeValue(tensors)}. ` +
        "Put them into one: concatenate([a, b]).",
    );
  }
  tensors.forEach((part, i) => checkTensor("concatenate", `tensors[${i}]`, part));
  checkOptions("concatenate", options, ["axis"]);
  if (tensors.length === 0)
    throw new RangeError("concatenate: expected at least one tensor, got none.");
  const [{ dtype, rank, shape: firstShape }] = tensors;
  const axis = checkAxis("concatenate", options.axis === undefined ? 0 : options.axis, rank);
  for (const { shape, dtype: other } of tensors) {
    const agrees =
      shape.length === rank && equalShapes(shape.with(axis, 0), firstShape.with(axis, 0));
    if (!agrees || other !== dtype) {
      throw new RangeError(
        `concatenate: expected shapes and types that agree on all axes but ${axis}, ` +
          `got ${dtype} ${formatShape(firstShape)} and ${other} ${formatShape(shape)}.`,
      );
    }
  }
  const total = tensors.reduce((sum, { shape }) => sum + shape[axis], 0);
  const result = newZeros("concatenate", firstShape.with(axis, total), dtype, "the result");
  const outer = sizeOf(firstShape.slice(0, axis));
  const resultRow = result.size / Math.max(outer, 1);
  let column = 0;
  for (const part of tensors) {
    const source = part.contiguous().data;
    const row = part.size / Math.max(outer, 1);
    for (let o = 0; o < outer; o++) {
      // Checked above: both sides hold elements of type D.
      (result.data as Float64Array).set(
        (source as Float64Array).subarray(o * row, (o + 1) * row),
        o * resultRow + column,
      );
    }
    column += row;
  }
  return result;
}
