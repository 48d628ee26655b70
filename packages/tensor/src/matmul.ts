import type { PromotedDType } from "./broadcasting.ts";
import { allocateElements } from "./checks/allocate-elements.ts";
import { checkArgumentCount } from "./checks/check-argument-count.ts";
import { checkNumberTensors } from "./checks/check-tensor.ts";
import { isFloat, type NumberDType, promote } from "./dtype.ts";
import { isOneHotTensor, type OneHotTensor } from "./one-hot-tensor.ts";
import type { ProductRank } from "./rank.ts";
import { broadcastShapes, broadcastStrides, formatShape, sizeOf, stridesOf } from "./shape.ts";
import { Tensor } from "./tensor.ts";

/**
 * The matrix product: `c[i, j] = sum over k of a[i, k] * b[k, j]`.
 *
 * Axes before the last two broadcast, and each pair of matrices is multiplied. A left operand with one axis
 * is a row and a right one a column; that axis is not in the result, so two of them give a tensor without
 * axes. Sums are carried in float64 and rounded once; integers wrap.
 *
 * A `OneHotTensor` on the left picks rows of `b` (one or two axes) instead of multiplying by its zeros.
 *
 * @param a shape `[..., n, k]`, `[k]` or one-hot `[..., k]`
 * @param b shape `[..., k, m]` or `[k]`
 * @throws RangeError where the inner dimensions differ or the axes before them do not broadcast.
 * @throws TypeError for a tensor of bigints.
 *
 * @example
 * ```ts
 * matmul(tensor([[1, 2], [3, 4]]), tensor([[5, 6], [7, 8]])).toArray(); // => [[19, 22], [43, 50]]
 * matmul(tensor([[1, 2], [3, 4]]), tensor([1, 10])).toArray(); // => [21, 43]
 * const x = new OneHotTensor(tensor([1, 0], { dtype: "int32" }), 2);
 * matmul(x, tensor([[5, 6], [7, 8]])).toArray(); // => [[7, 8], [5, 6]]
 * ```
 *
 * Python twin: `numpy.matmul`, the operator `@`. NumPy carries float32 sums in float32. Picking rows does
 * not see infinities and NaN in the rows that it leaves out.
 */
export function matmul<D extends "float32" | "float64", A extends number, B extends number>(
  a: Tensor<D, A>,
  b: Tensor<NoInfer<D>, B>,
): Tensor<D, ProductRank<A, B>>;
/** The matrix product of tensors of different element types, which are promoted as in `add`. */
export function matmul<
  D extends NumberDType,
  A extends number,
  E extends NumberDType,
  B extends number,
>(a: Tensor<D, A>, b: Tensor<E, B>): Tensor<PromotedDType<D, E>, ProductRank<A, B>>;
/** The rows of `b` that a one-hot tensor picks, which are its matrix product with it; or the product of any two. */
export function matmul<D extends NumberDType>(
  a: OneHotTensor | Tensor,
  b: Tensor<D>,
): Tensor<PromotedDType<NumberDType, D>>;
export function matmul(a: Tensor | OneHotTensor, b: Tensor): Tensor {
  checkArgumentCount("matmul", arguments, 2);
  if (isOneHotTensor(a)) return pickRows(a, b);
  checkNumberTensors("matmul", { a, b });
  checkInner(a, b);
  const left = a.rank === 1 ? a.reshape([1, a.size]) : a;
  const right = b.rank === 1 ? b.reshape([b.size, 1]) : b;
  const [rows, inner] = left.shape.slice(-2);
  const columns = right.shape[right.rank - 1];

  const leftBatches = left.shape.slice(0, -2);
  const rightBatches = right.shape.slice(0, -2);
  const batches = broadcastShapes("matmul", leftBatches, rightBatches);
  const leftAt = broadcastStrides(leftBatches, stridesOf(leftBatches), batches);
  const rightAt = broadcastStrides(rightBatches, stridesOf(rightBatches), batches);

  const dtype = promote(a.dtype, b.dtype);
  const shape = [...batches];
  if (a.rank > 1) shape.push(rows);
  if (b.rank > 1) shape.push(columns);
  const sizing = { name: "the product", value: formatShape(shape) };
  const result = allocateElements("matmul", sizing, dtype, sizeOf(batches) * rows * columns);
  const addProducts = isFloat(dtype) ? addFloatProducts : addIntegerProducts;
  const x = inFloat64(left);
  const y = inFloat64(right);
  const row = new Float64Array(columns);
  let next = 0;
  const multiply = (leftBatch: number, rightBatch: number): void => {
    for (let i = 0; i < rows; i++) {
      const start = (leftBatch * rows + i) * inner;
      addProducts(row.fill(0), x.subarray(start, start + inner), y, rightBatch * inner * columns);
      result.set(row, next);
      next += columns;
    }
  };
  const walk = (axis: number, leftBatch: number, rightBatch: number): void => {
    if (axis === batches.length) return multiply(leftBatch, rightBatch);
    for (let i = 0; i < batches[axis]; i++) {
      walk(axis + 1, leftBatch + i * leftAt[axis], rightBatch + i * rightAt[axis]);
    }
  };
  walk(0, 0, 0);
  return new Tensor(result, dtype, shape);
}

/**
 * `row += sum over k of a[k] * b[k, :]`, where `b` starts at `start`. The innermost loop reads in order, and
 * takes four `k` at once; they are added one after the other, so the sum is that of the plain loop.
 */
function addFloatProducts(
  row: Float64Array,
  a: Float64Array,
  b: Float64Array,
  start: number,
): void {
  const columns = row.length;
  const blocks = a.length - (a.length % 4);
  for (let k = 0; k < blocks; k += 4) {
    const [a0, a1, a2, a3] = [a[k], a[k + 1], a[k + 2], a[k + 3]];
    const b0 = start + k * columns;
    const b1 = b0 + columns;
    const b2 = b1 + columns;
    const b3 = b2 + columns;
    for (let j = 0; j < columns; j++) {
      row[j] = row[j] + a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
    }
  }
  for (let k = blocks; k < a.length; k++) {
    for (let j = 0; j < columns; j++) row[j] += a[k] * b[start + k * columns + j];
  }
}

/** The same modulo 2^32: the low bits, which are all that an integer type stores, stay exact. */
function addIntegerProducts(
  row: Float64Array,
  a: Float64Array,
  b: Float64Array,
  start: number,
): void {
  for (let k = 0; k < a.length; k++) {
    for (let j = 0; j < row.length; j++) {
      row[j] = (row[j] + Math.imul(a[k], b[start + k * row.length + j])) | 0;
    }
  }
}

function inFloat64(x: Tensor): Float64Array {
  return (x.dtype === "float64" ? x.contiguous() : x.astype("float64")).data as Float64Array;
}

function pickRows(a: OneHotTensor, b: Tensor): Tensor {
  checkNumberTensors("matmul", { b });
  if (b.rank > 2) {
    throw new RangeError(
      `matmul: expected one or two axes on the right of a OneHotTensor, got shape ${formatShape(b.shape)}. ` +
        "Use toDense() on the left operand to multiply stacks of matrices.",
    );
  }
  checkInner(a, b);
  const dtype: NumberDType = promote(a.dtype, b.dtype);
  const picked = b.take(a.indices).reshape([...a.indices.shape, ...b.shape.slice(1)]);
  return picked.dtype === dtype ? picked : picked.astype(dtype);
}

function checkInner({ shape: a }: Tensor | OneHotTensor, { shape: b }: Tensor): void {
  const [k, other] = [a.at(-1), b.at(-2) ?? b.at(-1)];
  if (k === undefined || other === undefined) {
    throw new RangeError(
      `matmul: expected operands with at least one axis, got ${formatShape(a)} x ${formatShape(b)}. ` +
        "Use multiply for a number.",
    );
  }
  if (k !== other) {
    throw new RangeError(
      `matmul: expected inner dimensions to agree, got ${formatShape(a)} x ${formatShape(b)} (${k} != ${other}). ` +
        "Transpose or reshape one of them.",
    );
  }
}
