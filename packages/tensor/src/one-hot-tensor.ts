import { checkArgumentCount } from "./checks/check-argument-count.ts";
import { checkOptions } from "./checks/check-options.ts";
import { checkTensor } from "./checks/check-tensor.ts";
import { checkNumber, checkType } from "./checks/check-values.ts";
import { bytesPerElement, checkNumberDType, type NumberDType } from "./dtype.ts";
import { listOfIndices } from "./list-of-indices.ts";
import { newZeros } from "./new-zeros.ts";
import { checkAxis, checkIndex, formatShape, type Shape, sizeOf } from "./shape.ts";
import type { Tensor } from "./tensor.ts";
import { isTensor } from "./tensor-fields.ts";

/** Above this, `toDense` needs to be given `maxBytes`. */
const defaultMaxBytes = 1024 ** 3;

/**
 * The one-hot encoding of whole numbers, without its zeros: it has the shape, the elements and the
 * `nbytes` of the dense array, and keeps only the numbers. The chapter's 20,000 x 100 x 100 floats
 * (800 MB) are 8 MB here.
 *
 * The element at `[...position, k]` is 1 where `indices.at(...position) === k`, else 0.
 *
 * @example
 * ```ts
 * const x = new OneHotTensor(tensor([[1, 0], [2, 2]], { dtype: "int32" }), 3);
 * x.shape; // => [2, 2, 3]
 * x.toDense().slice(0).toArray(); // => [[0, 1, 0], [1, 0, 0]]
 * ```
 */
export class OneHotTensor {
  /** The number that is encoded at each position: all axes but the last. */
  readonly indices: Tensor<"int32">;
  /** The length of the last axis. */
  readonly depth: number;
  /** The element type of the dense array it stands for. */
  readonly dtype = "float32";
  readonly shape: Shape;

  /** @throws RangeError where an index is negative or not below `depth`. */
  constructor(indices: Tensor<"int32">, depth: number) {
    checkArgumentCount("OneHotTensor", arguments, 2);
    checkTensor("OneHotTensor", "indices", indices);
    // From JavaScript any tensor may come.
    if ((indices.dtype as NumberDType) !== "int32") {
      throw new TypeError(
        `OneHotTensor: expected indices of int32, got ${indices.dtype}. Use indices.astype("int32") first.`,
      );
    }
    checkType("OneHotTensor", "depth", depth, "number");
    if (!Number.isSafeInteger(depth) || depth < 0) {
      throw new RangeError(`OneHotTensor: expected a depth of whole classes, got ${depth}.`);
    }
    // The order of the elements does not matter here, so a permuted view need not be copied.
    const { data } = indices.size === indices.data.length ? indices : indices.contiguous();
    for (let i = 0; i < data.length; i++) {
      if (data[i] < 0 || data[i] >= depth) {
        throw new RangeError(
          `OneHotTensor: expected indices from 0 to ${depth - 1}, got ${data[i]} (element ${i}).`,
        );
      }
    }
    this.indices = indices;
    this.depth = depth;
    this.shape = Object.freeze([...indices.shape, depth]);
  }

  /** The number of elements of the dense array. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The bytes of the dense array that this stands for, not those it takes (`indices.nbytes`). */
  get nbytes(): number {
    return this.size * 4;
  }

  /** The element at `index`, one number an axis: 0 or 1. */
  at(...index: readonly number[]): number {
    const rank = this.shape.length;
    if (index.length !== rank) {
      throw new RangeError(
        `OneHotTensor.at: expected ${rank} indices for shape ${formatShape(this.shape)}, got ${index.length}.`,
      );
    }
    const position = index.map((i, axis) =>
      checkIndex("OneHotTensor.at", i, this.shape[axis], axis),
    );
    return this.indices.at(...position.slice(0, -1)) === position[rank - 1] ? 1 : 0;
  }

  /** The chosen positions of the first axis, in their order. */
  take(indices: ArrayLike<number> | Tensor): OneHotTensor {
    checkArgumentCount("OneHotTensor.take", arguments, 1);
    const rows = listOfIndices("OneHotTensor.take", indices);
    for (let i = 0; i < rows.length; i++) {
      checkIndex("OneHotTensor.take", rows[i], this.shape[0], 0);
    }
    return new OneHotTensor(this.indices.take(rows), this.depth);
  }

  /**
   * A view with two axes exchanged, neither the last.
   * @throws RangeError for the class axis: exchanging it needs the dense array.
   */
  swapaxes(axis1: number, axis2: number): OneHotTensor {
    checkArgumentCount("OneHotTensor.swapaxes", arguments, 2);
    const rank = this.shape.length;
    const axes = [axis1, axis2].map((axis) => checkAxis("OneHotTensor.swapaxes", axis, rank));
    if (axes.includes(rank - 1)) {
      throw new RangeError(
        `OneHotTensor.swapaxes: expected axes before the last, got ${axis1} and ${axis2}. ` +
          "Use toDense().swapaxes() to move the class axis.",
      );
    }
    return new OneHotTensor(this.indices.swapaxes(axes[0], axes[1]), this.depth);
  }

  /**
   * The dense array.
   *
   * @param options.dtype default `"float32"`
   * @param options.maxBytes the most memory it may take; default 1 GiB
   * @throws RangeError where it would take more; the message says how much.
   */
  toDense<D extends NumberDType = "float32">(
    options: { dtype?: D; maxBytes?: number } = {},
  ): Tensor<D> {
    checkArgumentCount("OneHotTensor.toDense", arguments, 1);
    checkOptions("OneHotTensor.toDense", options, ["dtype", "maxBytes"]);
    const { dtype = "float32" as D, maxBytes = defaultMaxBytes } = options;
    checkNumberDType("OneHotTensor.toDense", dtype);
    checkNumber("OneHotTensor.toDense", "maxBytes", maxBytes, 0);
    const bytes = this.size * bytesPerElement(dtype);
    if (bytes > maxBytes) {
      throw new RangeError(
        `OneHotTensor.toDense: expected at most ${maxBytes} bytes, got ${bytes} for shape ` +
          `${formatShape(this.shape)}. Give { maxBytes: ${bytes} } to allow it, or use indices.`,
      );
    }
    const dense = newZeros("OneHotTensor.toDense", this.shape, dtype, "the dense array");
    const { data } = this.indices.contiguous();
    for (let i = 0; i < data.length; i++) dense.data[i * this.depth + data[i]] = 1;
    return dense;
  }

  /** Its shape and that of its indices; `toDense()` prints the elements. */
  toString(): string {
    return `OneHotTensor ${formatShape(this.shape)} over ${formatShape(this.indices.shape)} int32 indices`;
  }
}

/** Whether a value is a OneHotTensor; one of another copy of this package is one too. */
export function isOneHotTensor<T>(value: T): value is Extract<T, OneHotTensor> {
  if (value instanceof OneHotTensor) return true;
  if (typeof value !== "object" || value === null) return false;
  const { indices, depth } = value as Partial<OneHotTensor>;
  return isTensor(indices) && typeof depth === "number";
}
