/**
 * How operands of different shapes and types meet: NumPy's broadcasting, NumPy's promotion, and numbers
 * that take the tensor's type ("weak" scalars). The arithmetic itself is in the files of its name.
 *
 * Axes that lie evenly in every operand are merged first, so that contiguous operands of any rank are one
 * loop with step 1, and a row vector against a matrix is one loop a row.
 */
import { allocateElements } from "./checks/allocate-elements.ts";
import { allocate, type DataOf, isFloat, type NumberDType, promote } from "./dtype.ts";
import type { BroadcastRank } from "./rank.ts";
import { broadcastShapes, broadcastStrides, formatShape, type Shape, sizeOf } from "./shape.ts";
import { Tensor } from "./tensor.ts";

/** What arithmetic takes: a tensor of numbers, or a number that stands for a tensor full of it. */
export type Operand = Tensor | number;

/** The element type of arithmetic on two operands, as far as their types show. */
export type ResultDType<A extends Operand, B extends Operand> =
  A extends Tensor<infer D extends NumberDType>
    ? B extends Tensor<infer E extends NumberDType>
      ? PromotedDType<D, E>
      : WithNumber<D>
    : B extends Tensor<infer E extends NumberDType>
      ? WithNumber<E>
      : "float64";

/** The number of axes of arithmetic on two operands, as far as their types show; a number has none. */
export type ResultRank<A extends Operand, B extends Operand> = BroadcastRank<RankOf<A>, RankOf<B>>;

type RankOf<A extends Operand> = A extends Tensor<NumberDType, infer R> ? R : 0;

type Small = "float32" | "int8" | "int16" | "uint8" | "uint16";

/** The element type that holds both, as far as their types show. */
export type PromotedDType<D extends NumberDType, E extends NumberDType> = [D] extends ["float64"]
  ? "float64"
  : [E] extends ["float64"]
    ? "float64"
    : [D, E] extends ["float32", Small] | [Small, "float32"]
      ? "float32"
      : NumberDType;

type WithNumber<D extends NumberDType> = [D] extends ["float32"]
  ? "float32"
  : [D] extends ["float64"]
    ? "float64"
    : NumberDType;

/** The type that holds arithmetic on the operands: whole numbers keep the tensor's, fractions need a float. */
export function resultDType(caller: string, a: Operand, b: Operand): NumberDType {
  if (typeof a === "number")
    return typeof b === "number" ? "float64" : withNumber(caller, b.dtype, a);
  return typeof b === "number" ? withNumber(caller, a.dtype, b) : promote(a.dtype, b.dtype);
}

/** The type that holds a tensor of `dtype` together with a number. */
export function withNumber(caller: string, dtype: NumberDType, value: number): NumberDType {
  if (isFloat(dtype)) return dtype;
  if (!Number.isInteger(value)) return "float64";
  if (allocate(dtype, 1).fill(value)[0] !== value && value !== 0) {
    throw new RangeError(
      `${caller}: expected a number that ${dtype} holds, got ${value}. Use astype on the tensor first.`,
    );
  }
  return dtype;
}

/** The operand as a tensor; a number takes the type in which it meets the others. */
export function asTensor(operand: Operand, dtype: NumberDType): Tensor {
  if (typeof operand !== "number") return operand;
  return new Tensor(allocate(dtype, 1).fill(operand), dtype, []);
}

/**
 * One row of a loop over operands: element `i` of operand `k` is at `starts[k] + i * steps[k]` of its
 * data, and its result at `next + i`.
 */
export type RowLoop<Data> = (
  result: Data,
  next: number,
  length: number,
  starts: readonly number[],
  steps: readonly number[],
) => void;

/** A new tensor of the operands' broadcast shape, filled row by row. */
export function broadcastRows<D extends NumberDType, R extends number = number>(
  caller: string,
  operands: readonly Tensor[],
  dtype: D,
  fillRow: RowLoop<DataOf<NumberDType>>,
): Tensor<D, R> {
  const shape = operands.reduce<Shape>(
    (target, operand) => broadcastShapes(caller, target, operand.shape),
    [],
  );
  const sizing = { name: "the result", value: formatShape(shape) };
  const data = allocateElements(caller, sizing, dtype, sizeOf(shape));
  const result = new Tensor<D, R>(data, dtype, shape);
  if (data.length === 0) return result;
  const { lengths, strides } = mergeAxes(
    shape,
    operands.map((operand) => broadcastStrides(operand.shape, operand.strides, shape)),
  );
  const last = lengths.length - 1;
  const length = lengths[last];
  const steps = strides.map((own) => own[last]);
  let next = 0;
  const walk = (axis: number, starts: readonly number[]): void => {
    if (axis === last) {
      fillRow(data, next, length, starts, steps);
      next += length;
      return;
    }
    for (let i = 0; i < lengths[axis]; i++) {
      walk(
        axis + 1,
        starts.map((start, k) => start + i * strides[k][axis]),
      );
    }
  };
  walk(
    0,
    operands.map(({ offset }) => offset),
  );
  return result;
}

/** The fewest axes that visit the same positions in the same order, for every operand at once. */
function mergeAxes(
  shape: Shape,
  strides: readonly Shape[],
): { lengths: number[]; strides: number[][] } {
  let lengths = [1];
  let merged = strides.map(() => [0]);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] === 1) continue;
    const outer = strides.map((own) => own[axis]);
    if (sizeOf(lengths) === 1) {
      lengths = [shape[axis]];
      merged = outer.map((stride) => [stride]);
    } else if (outer.every((stride, k) => stride === merged[k][0] * lengths[0])) {
      lengths[0] *= shape[axis];
    } else {
      lengths.unshift(shape[axis]);
      merged.forEach((own, k) => own.unshift(outer[k]));
    }
  }
  return { lengths, strides: merged };
}
