/** Sizes, strides and broadcasting of shapes. Strides count elements, not bytes. */
import { checkType } from "./checks/check-values.ts";
import { describeValue } from "./checks/describe-value.ts";

/** The lengths of a tensor's axes; `[]` is a single number. */
export type Shape = readonly number[];

/** The number of elements: the product of the lengths. */
export function sizeOf(shape: Shape): number {
  if (shape.includes(0)) return 0; // also where the others' product is infinite
  return shape.reduce((product, length) => product * length, 1);
}

/** The strides of a row-major (C order) array of that shape. */
export function stridesOf(shape: Shape): number[] {
  const strides = Array.from<number>({ length: shape.length });
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/** A shape as errors and docs print it: `[32, 100]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** Whether two shapes are equal. */
export function equalShapes(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** Throws unless every length is a whole number that is not negative; returns a copy. */
export function checkShape(caller: string, shape: Shape | number): number[] {
  const lengths = typeof shape === "number" ? [shape] : listOfLengths(caller, shape);
  for (const length of lengths) {
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new RangeError(
        `${caller}: expected a shape of whole numbers that are not negative, got ${formatShape(lengths)}.`,
      );
    }
  }
  return lengths;
}

/** The items of a list of numbers; a TypeError for anything else. */
export function listOfLengths(caller: string, shape: unknown, name = "shape"): number[] {
  if (typeof shape !== "object" || shape === null || !(Symbol.iterator in shape)) {
    throw new TypeError(
      `${caller}: expected ${name} to be a list of whole numbers, got ${describeValue(shape)}.`,
    );
  }
  const lengths = [...(shape as Iterable<unknown>)];
  const wrong = lengths.findIndex((length) => typeof length !== "number");
  if (wrong === -1) return lengths as number[];
  throw new TypeError(
    `${caller}: expected ${name} to be a list of whole numbers, got ${describeValue(lengths[wrong])} (at [${wrong}]).`,
  );
}

/** An axis counted from the front; a negative one counts from the end. */
export function checkAxis(caller: string, axis: number, rank: number): number {
  checkType(caller, "axis", axis, "number");
  const resolved = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || resolved < 0 || resolved >= rank) {
    throw new RangeError(
      `${caller}: expected an axis from ${-rank} to ${rank - 1} of a tensor with ${rank} axes, got ${axis}.`,
    );
  }
  return resolved;
}

/** An index counted from the front; a negative one counts from the end. */
export function checkIndex(caller: string, index: number, length: number, axis: number): number {
  if (typeof index !== "number") {
    throw new TypeError(
      `${caller}: expected each index to be a number, got ${describeValue(index)} (on axis ${axis}).`,
    );
  }
  const resolved = index < 0 ? index + length : index;
  if (!Number.isInteger(index) || resolved < 0 || resolved >= length) {
    throw new RangeError(
      `${caller}: expected an index from ${-length} to ${length - 1} on axis ${axis}, got ${index}.`,
    );
  }
  return resolved;
}

/**
 * The shape that both operands broadcast to: shapes are aligned at their last axis, and a missing
 * axis or one of length 1 repeats.
 */
export function broadcastShapes(caller: string, a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const lengthA = a[axis - rank + a.length] ?? 1;
    const lengthB = b[axis - rank + b.length] ?? 1;
    if (lengthA === lengthB || lengthB === 1) return lengthA;
    if (lengthA === 1) return lengthB;
    throw new RangeError(
      `${caller}: expected shapes that broadcast, got ${formatShape(a)} and ${formatShape(b)} ` +
        `(${lengthA} against ${lengthB}). Reshape one so that each axis is equal or 1.`,
    );
  });
}

/** Strides that read an array of `shape` as if it had the broadcast shape `target`: 0 where it repeats. */
export function broadcastStrides(shape: Shape, strides: Shape, target: Shape): number[] {
  const lead = target.length - shape.length;
  return target.map((_, axis) =>
    axis < lead || shape[axis - lead] === 1 ? 0 : strides[axis - lead],
  );
}
