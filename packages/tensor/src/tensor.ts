import { allocateElements } from "./checks/allocate-elements.ts";
import { checkArgumentCount } from "./checks/check-argument-count.ts";
import { checkType } from "./checks/check-values.ts";
import { describeValue } from "./checks/describe-value.ts";
import {
  checkDType,
  type DataOf,
  type DType,
  dtypeOfArray,
  type ElementOf,
  isBigInt,
  type NumberDType,
} from "./dtype.ts";
import { listOfIndices } from "./list-of-indices.ts";
import { formatTensor } from "./print.ts";
import type { ArrayOfRank, NestedArray, RankOfShape, ShapeOfRank, SlicedRank } from "./rank.ts";
import {
  checkAxis,
  checkIndex,
  checkShape,
  formatShape,
  listOfLengths,
  type Shape,
  sizeOf,
  stridesOf,
} from "./shape.ts";
import {
  forEachPosition,
  reshapedStrides,
  resolveRange,
  resolveShape,
  type SliceRange,
} from "./views.ts";

/**
 * A block of numbers with a shape. The elements are in one typed array; the element at `[i, j]` is
 * `data[offset + i * strides[0] + j * strides[1]]`. `reshape`, `transpose`, `swapaxes` and `slice`
 * return views: tensors over the same `data`, so that writing through one is seen through the other.
 *
 * Strides count elements (NumPy's count bytes). In types, `D` is the element type and `R` the number of axes
 * where the code shows it: `Tensor<"float64", 2>` is a matrix, `Tensor<"float64">` has any number of axes.
 *
 * @example
 * ```ts
 * const x = tensor([[1, 2, 3], [4, 5, 6]]);
 * x.transpose().toArray(); // => [[1, 4], [2, 5], [3, 6]]
 * ```
 */
export class Tensor<D extends DType = NumberDType, R extends number = number> {
  /** The typed array that holds the elements, and of a view others too. */
  readonly data: DataOf<D>;
  /** The element type, as NumPy names it. */
  readonly dtype: D;
  /** The lengths of the axes. */
  readonly shape: ShapeOfRank<R>;
  /** How many elements of `data` lie from one position of each axis to the next. */
  readonly strides: Shape;
  /** The position of the first element in `data`. */
  readonly offset: number;
  /** The number of elements. */
  readonly size: number;

  /**
   * A tensor over `data`, copying nothing. Most callers want `tensor()`, `zeros()` or a view instead.
   * @throws RangeError where an element of that shape and strides would lie outside `data`.
   */
  constructor(data: DataOf<D>, dtype: D, shape: ShapeOfRank<R>, strides?: Shape, offset = 0) {
    checkArgumentCount("Tensor", arguments, 5);
    checkDType("Tensor", dtype);
    if (dtypeOfArray(data) !== dtype) {
      throw new TypeError(
        `Tensor: expected data to be the typed array of ${dtype}, got ${describeValue(data)}. ` +
          "tensor(values, { dtype }) converts.",
      );
    }
    checkType("Tensor", "offset", offset, "number");
    this.data = data;
    this.dtype = dtype;
    this.shape = Object.freeze<Shape>(checkShape("Tensor", shape));
    this.strides = Object.freeze(
      strides === undefined ? stridesOf(this.shape) : listOfLengths("Tensor", strides, "strides"),
    );
    this.offset = offset;
    this.size = sizeOf(this.shape);
    const reach = this.shape.map((length, axis) => (length - 1) * this.strides[axis]);
    const first = reach.reduce((position, step) => position + Math.min(step, 0), offset);
    const last = reach.reduce((position, step) => position + Math.max(step, 0), offset);
    if (
      this.strides.length !== this.rank ||
      (this.size > 0 && !(first >= 0 && last < data.length))
    ) {
      throw new RangeError(
        `Tensor: expected elements from ${first} to ${last} for shape ${formatShape(this.shape)} and strides ` +
          `${formatShape(this.strides)}, got data of length ${data.length}.`,
      );
    }
  }

  /** The number of axes. */
  get rank(): R {
    return this.shape.length as R;
  }

  /** Bytes of the elements: `size` times the element's size, also for a view. */
  get nbytes(): number {
    return this.size * this.data.BYTES_PER_ELEMENT;
  }

  /** Whether the elements lie one after the other, in row-major order, from the start of `data`. */
  get isContiguous(): boolean {
    if (this.offset !== 0 || this.data.length !== this.size) return false;
    const dense = stridesOf(this.shape);
    return (
      this.size === 0 ||
      this.shape.every((n, axis) => n === 1 || this.strides[axis] === dense[axis])
    );
  }

  /**
   * The element at `index`, one number an axis; a negative one counts from the end.
   * @throws RangeError for an index outside the shape, or too few or too many of them.
   */
  at(...index: readonly number[]): ElementOf<D> {
    return this.data[this.#position("at", index)] as ElementOf<D>;
  }

  /** Writes `value` at `index`. Views over the same data see it. */
  set(value: ElementOf<D>, ...index: readonly number[]): void {
    checkType("set", "value", value, isBigInt(this.dtype) ? "bigint" : "number");
    this.data[this.#position("set", index)] = value;
  }

  /**
   * The same elements in another shape; one length may be -1 and is worked out. A view where the strides
   * allow it, else a copy (as NumPy does).
   * @throws RangeError where the number of elements differs.
   */
  reshape<const S extends Shape>(shape: S): Tensor<D, RankOfShape<S>> {
    checkArgumentCount("reshape", arguments, 1);
    const target = resolveShape(shape, this);
    const strides = reshapedStrides(this.shape, this.strides, target);
    const lengths = target as Shape as ShapeOfRank<RankOfShape<S>>;
    return strides === undefined
      ? new Tensor(this.contiguous().data, this.dtype, lengths)
      : new Tensor(this.data, this.dtype, lengths, strides, this.offset);
  }

  /** A view with the axes in the given order; without one, in reverse. */
  transpose(axes: readonly number[] = this.shape.map((_, axis) => -1 - axis)): Tensor<D, R> {
    checkArgumentCount("transpose", arguments, 1);
    const order = listOfLengths("transpose", axes, "axes").map((axis) =>
      checkAxis("transpose", axis, this.rank),
    );
    if (order.length !== this.rank || new Set(order).size !== this.rank) {
      throw new RangeError(
        `transpose: expected each of the ${this.rank} axes once, got ${formatShape(axes)}.`,
      );
    }
    return this.#view<R>(
      order.map((axis) => this.shape[axis]),
      order.map((axis) => this.strides[axis]),
    );
  }

  /** A view with two axes exchanged. */
  swapaxes(axis1: number, axis2: number): Tensor<D, R> {
    checkArgumentCount("swapaxes", arguments, 2);
    const a = checkAxis("swapaxes", axis1, this.rank);
    const b = checkAxis("swapaxes", axis2, this.rank);
    const order = this.shape.map((_, axis) => (axis === a ? b : axis === b ? a : axis));
    return this.transpose(order);
  }

  /**
   * A view of a part, one range an axis from the first on; axes without a range stay whole.
   *
   * @example
   * ```ts
   * const x = arange(12).reshape([3, 4]);
   * x.slice(1).toArray(); // => [4, 5, 6, 7]
   * x.slice([0, 2], [1, 3]).toArray(); // => [[1, 2], [5, 6]]
   * x.slice(null, -1).toArray(); // => [3, 7, 11]
   * ```
   */
  slice<const T extends readonly SliceRange[]>(...ranges: T): Tensor<D, SlicedRank<R, T>> {
    if (ranges.length > this.rank) {
      throw new RangeError(
        `slice: expected at most ${this.rank} ranges for shape ${formatShape(this.shape)}, got ${ranges.length}.`,
      );
    }
    let offset = this.offset;
    const shape: number[] = [];
    const strides: number[] = [];
    for (let axis = 0; axis < this.rank; axis++) {
      const range = ranges[axis] ?? [];
      if (typeof range === "number") {
        offset += checkIndex("slice", range, this.shape[axis], axis) * this.strides[axis];
        continue;
      }
      const { start, length, step } = resolveRange(range, this.shape[axis]);
      offset += length === 0 ? 0 : start * this.strides[axis];
      shape.push(length);
      strides.push(this.strides[axis] * step);
    }
    return this.#view<SlicedRank<R, T>>(shape, strides, offset);
  }

  /**
   * A new tensor with the chosen positions of an axis, in their order, repeats allowed.
   * @param indices a list or a tensor with one axis
   */
  take(indices: ArrayLike<number> | Tensor, axis = 0): Tensor<D, R> {
    checkArgumentCount("take", arguments, 2);
    const along = checkAxis("take", axis, this.rank);
    const chosen = listOfIndices("take", indices);
    const source = this.contiguous();
    const outer = sizeOf(this.shape.slice(0, along));
    const inner = sizeOf(this.shape.slice(along + 1));
    const length = this.shape[along];
    const sizing = { name: "indices", value: `${chosen.length} of them` };
    const taken = allocateElements("take", sizing, this.dtype, outer * chosen.length * inner);
    for (let i = 0; i < chosen.length; i++) {
      const from = checkIndex("take", chosen[i], length, along);
      for (let o = 0; o < outer; o++) {
        const start = (o * length + from) * inner;
        // Both sides hold this tensor's own element type.
        (taken as Float64Array).set(
          (source.data as Float64Array).subarray(start, start + inner),
          (o * chosen.length + i) * inner,
        );
      }
    }
    return new Tensor(taken, this.dtype, this.shape.with(along, chosen.length));
  }

  /**
   * A copy with another element type, converted as NumPy converts: floats to integers by dropping the
   * fraction, integers that do not fit by wrapping. NaN and infinities give 0, or throw for 64 bits.
   *
   * @throws RangeError for NaN or an infinity that is to be int64 or uint64.
   */
  astype<T extends DType>(dtype: T): Tensor<T, R> {
    checkArgumentCount("astype", arguments, 1);
    checkDType("astype", dtype);
    const source = this.contiguous().data;
    const result = this.#allocate("astype", dtype);
    if (isBigInt(this.dtype) === isBigInt(dtype)) {
      (result as Float64Array).set(source as Float64Array);
    } else if (isBigInt(dtype)) {
      for (let i = 0; i < this.size; i++) {
        if (!Number.isFinite(source[i])) {
          throw new RangeError(
            `astype: expected finite numbers for ${dtype}, got ${source[i]} (element ${i}). Use where or clip first.`,
          );
        }
        result[i] = BigInt(Math.trunc(source[i] as number));
      }
    } else if (dtype === "float32" || dtype === "float64") {
      for (let i = 0; i < this.size; i++) result[i] = Number(source[i]);
    } else {
      for (let i = 0; i < this.size; i++)
        result[i] = Number(BigInt.asIntN(32, source[i] as bigint));
    }
    return new Tensor(result, dtype, this.shape);
  }

  /** This tensor if it is contiguous, else a contiguous copy: one whose `data` is its elements in order. */
  contiguous(): Tensor<D, R> {
    checkArgumentCount("contiguous", arguments, 0);
    return this.isContiguous ? this : this.copy();
  }

  /** A contiguous copy that shares nothing. */
  copy(): Tensor<D, R> {
    checkArgumentCount("copy", arguments, 0);
    const data = this.#allocate("copy", this.dtype);
    let next = 0;
    forEachPosition(this.shape, this.strides, this.offset, (position) => {
      data[next++] = this.data[position];
    });
    return new Tensor(data, this.dtype, this.shape);
  }

  /**
   * The elements as nested arrays: of a tensor with one axis a list, with two axes a list of rows; a bare
   * value of one without axes.
   */
  toArray(): ArrayOfRank<ElementOf<D>, R> {
    checkArgumentCount("toArray", arguments, 0);
    const nest = (axis: number, position: number): NestedArray<ElementOf<D>> =>
      axis === this.rank
        ? (this.data[position] as ElementOf<D>)
        : Array.from({ length: this.shape[axis] }, (_, i) =>
            nest(axis + 1, position + i * this.strides[axis]),
          );
    return nest(0, this.offset);
  }

  /** The elements as NumPy prints them: aligned columns, and `...` for the middle of more than 1,000. */
  toString(): string {
    return formatTensor(this);
  }

  /** What `console.log` shows in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `Tensor ${this.dtype} ${formatShape(this.shape)}\n${this.toString()}`;
  }

  #allocate<T extends DType>(caller: string, dtype: T): DataOf<T> {
    const sizing = { name: "shape", value: formatShape(this.shape) };
    return allocateElements(caller, sizing, dtype, this.size);
  }

  #view<V extends number>(shape: Shape, strides: Shape, offset = this.offset): Tensor<D, V> {
    return new Tensor(this.data, this.dtype, shape, strides, offset);
  }

  #position(caller: string, index: readonly number[]): number {
    if (index.length !== this.rank) {
      throw new RangeError(
        `${caller}: expected ${this.rank} indices for shape ${formatShape(this.shape)}, got ${index.length}.`,
      );
    }
    let position = this.offset;
    for (let axis = 0; axis < index.length; axis++) {
      position += checkIndex(caller, index[axis], this.shape[axis], axis) * this.strides[axis];
    }
    return position;
  }
}
