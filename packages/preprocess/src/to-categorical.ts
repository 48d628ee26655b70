import { type DType, type NestedArray, OneHotTensor, Tensor, tensor } from "@rnn/tensor";
import {
  checkArgumentCount,
  checkOptions,
  checkWhole,
  describeValue,
  isTensor,
} from "@rnn/tensor/checks";
import { isList } from "./sequence-rows.ts";

/** Class numbers: nested arrays of equal lengths, typed arrays among them, or one number. */
export type ClassIds = number | ArrayLike<number> | readonly ClassIds[];

/** The largest id that the int32 indices of a `OneHotTensor` hold. */
const largestId = 2 ** 31 - 1;

/**
 * The one-hot encoding of class numbers: 1 at `[...position, id]`, else 0, as float32. Only the ids are
 * kept (copied); `toDense()` writes the zeros out.
 *
 * Shapes: ids `[N, T]` give `[N, T, numClasses]`; a last axis of length 1 goes away first, so that
 * `[N, 1]` gives `[N, numClasses]`.
 *
 * @param ids a Tensor, nested arrays or typed arrays, of whole numbers
 * @param options.numClasses length of the new axis; default: the largest id and one
 * @throws RangeError for an id that is negative, has a fraction or is not below `numClasses`; and
 *   where there are neither ids nor `numClasses`. The message names the element.
 *
 * @example
 * ```ts
 * const y = toCategorical([0, 2, 1], { numClasses: 4 });
 * y.shape; // => [3, 4]
 * y.nbytes; // => 48
 * y.toDense().toArray(); // => [[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0]]
 * ```
 *
 * Python twin: `keras.utils.to_categorical`, which returns the dense array (float64), and counts a
 * negative id from the end.
 */
export function toCategorical(
  ids: Tensor<DType> | ClassIds,
  options: { numClasses?: number } = {},
): OneHotTensor {
  checkArgumentCount("toCategorical", arguments, 2);
  checkOptions("toCategorical", options, ["numClasses"]);
  const { numClasses } = options;
  if (numClasses !== undefined) checkWhole("toCategorical", "numClasses", numClasses, 1);
  const given: Tensor<DType> = isTensor(ids) ? ids : tensor(toPlainArrays(ids));
  const { data } = given.contiguous();
  const highest = Math.min((numClasses ?? Infinity) - 1, largestId);
  const indices = data instanceof Int32Array ? data.slice() : Int32Array.from(data, Number);
  let largest = -1;
  for (let i = 0; i < indices.length; i++) {
    const id = indices[i];
    if (id < 0 || id > highest || id !== Number(data[i])) {
      throw new RangeError(
        `toCategorical: expected whole ids from 0 to ${highest}, ` +
          `got ${data[i]} (at [${positionOf(i, given.shape).join(", ")}]).`,
      );
    }
    if (id > largest) largest = id;
  }
  if (numClasses === undefined && largest < 0) {
    throw new RangeError(
      "toCategorical: expected numClasses or at least one id to take it from, got neither. Give { numClasses }.",
    );
  }
  const encoded = new Tensor(indices, "int32", encodedShape(given.shape));
  return new OneHotTensor(encoded, numClasses ?? largest + 1);
}

/** The shape of the ids without a last axis of length 1, which labels read from a column have. */
function encodedShape(shape: readonly number[]): readonly number[] {
  return shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
}

/** The index of element `i` in row-major order. */
function positionOf(i: number, shape: readonly number[]): number[] {
  const position: number[] = [];
  let rest = i;
  for (const length of shape.toReversed()) {
    position.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return position;
}

/** Typed arrays inside arrays as plain ones: what `tensor` reads. */
function toPlainArrays(ids: unknown): NestedArray<number> {
  if (typeof ids === "number") return ids;
  if (!isList(ids)) {
    throw new TypeError(
      `toCategorical: expected ids as a Tensor, numbers or nested arrays, got ${describeValue(ids)}.`,
    );
  }
  return Array.isArray(ids) ? ids.map(toPlainArrays) : (Array.from(ids) as number[]);
}
