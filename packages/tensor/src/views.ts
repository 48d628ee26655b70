/** The shapes, strides and offsets of views: what `reshape`, `slice` and copies are made of. */
import { describeValue } from "./checks/describe-value.ts";
import {
  checkShape,
  equalShapes,
  formatShape,
  listOfLengths,
  type Shape,
  sizeOf,
  stridesOf,
} from "./shape.ts";

/**
 * What `slice` takes for one axis: an index (the axis goes away), `[start, stop, step]` as in Python's
 * `start:stop:step`, or `null` for the whole axis.
 */
export type SliceRange =
  | number
  | null
  | readonly [start?: number | null, stop?: number | null, step?: number];

/** Calls `visit` with the position in `data` of each element, in row-major order. */
export function forEachPosition(
  shape: Shape,
  strides: Shape,
  offset: number,
  visit: (position: number) => void,
): void {
  const walk = (axis: number, start: number): void => {
    if (axis === shape.length) return visit(start);
    for (let i = 0; i < shape[axis]; i++) walk(axis + 1, start + i * strides[axis]);
  };
  walk(0, offset);
}

/** The shape asked of `reshape`, its -1 worked out. */
export function resolveShape(shape: Shape, from: { shape: Shape; size: number }): number[] {
  const lengths = listOfLengths("reshape", shape);
  const known = lengths.filter((length) => length !== -1);
  const rest = sizeOf(known);
  const resolved = checkShape(
    "reshape",
    lengths.map((length) =>
      length === -1 ? (rest === 0 ? 0 : Math.floor(from.size / rest)) : length,
    ),
  );
  if (lengths.length - known.length > 1 || sizeOf(resolved) !== from.size) {
    throw new RangeError(
      `reshape: expected a shape of ${from.size} elements with at most one -1, ` +
        `got ${formatShape(shape)} for ${formatShape(from.shape)}.`,
    );
  }
  return resolved;
}

/**
 * The strides under which the array of `shape` and `strides` reads as `target`, or undefined where it
 * must be copied. Groups of axes with equal products are matched; inside a group the old axes must lie
 * evenly, each stride the next one's times its length.
 */
export function reshapedStrides(shape: Shape, strides: Shape, target: Shape): number[] | undefined {
  if (equalShapes(shape, target)) return [...strides];
  if (sizeOf(shape) === 0) return stridesOf(target);
  const axes = shape.flatMap((length, axis) =>
    length === 1 ? [] : [{ length, stride: strides[axis] }],
  );
  const result = Array.from<number>({ length: target.length });
  let axis = axes.length;
  let length = 1; // what is left of the merged run of old axes
  let stride = 1;
  for (let t = target.length - 1; t >= 0; t--) {
    if (target[t] === 1) {
      result[t] = stride * length;
      continue;
    }
    if (length === 1 && axis > 0) {
      axis--;
      ({ length, stride } = axes[axis]);
      while (axis > 0 && axes[axis - 1].stride === stride * length) {
        axis--;
        length *= axes[axis].length;
      }
    }
    if (length % target[t] !== 0) return undefined;
    result[t] = stride;
    stride *= target[t];
    length /= target[t];
  }
  return result;
}

/** Python's `slice.indices`: the first position, how many, and the step. */
export function resolveRange(
  range: readonly [start?: number | null, stop?: number | null, step?: number],
  length: number,
): { start: number; length: number; step: number } {
  if (!Array.isArray(range) || range.length > 3) {
    throw new TypeError(
      `slice: expected each range to be an index, [start, stop, step] or null, got ${describeValue(range)}.`,
    );
  }
  const [start, stop, step = 1] = range;
  const wrong = [start ?? 0, stop ?? 0, step].find((part) => typeof part !== "number");
  if (wrong !== undefined) {
    throw new TypeError(
      `slice: expected each range to be [start, stop, step] of whole numbers, got ${describeValue(wrong)} in one.`,
    );
  }
  for (const part of [start ?? 0, stop ?? 0, step]) {
    if (!Number.isInteger(part) || step === 0) {
      throw new RangeError(
        `slice: expected [start, stop, step] of whole numbers with a step that is not 0, ` +
          `got [${String(start)}, ${String(stop)}, ${String(step)}].`,
      );
    }
  }
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (position: number): number =>
    Math.min(high, Math.max(low, position < 0 ? position + length : position));
  const first = start == null ? (step > 0 ? low : high) : clamp(start);
  const last = stop == null ? (step > 0 ? high : low) : clamp(stop);
  return { start: first, length: Math.max(0, Math.ceil((last - first) / step)), step };
}
