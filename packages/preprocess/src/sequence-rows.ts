import type { DataOf, NumberDType, RaggedTensor, Shape } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";

/**
 * The two layouts that `padSequences` reads, as one: rows of steps, each step a number or a block of
 * numbers of one shape. `copy` writes steps `[first, first + steps)` of row `i` into `target` from
 * position `at` on, converted as NumPy converts (fractions dropped under an integer type), and throws
 * where a step is not a number, has another shape, or does not fit the type.
 */
export interface SequenceRows {
  readonly count: number;
  readonly stepShape: Shape;
  lengthOf(i: number): number;
  copy(i: number, first: number, steps: number, target: Target, at: number): void;
}

type Target = DataOf<NumberDType>;

/** A sequence: numbers, or nested arrays of numbers where each step is a vector or a larger block. */
export type Sequence = ArrayLike<number> | readonly Sequence[];

/** The numbers that each element type holds; none are refused under the float types. */
export const limits: Record<NumberDType, readonly [low: number, high: number] | undefined> = {
  float32: undefined,
  float64: undefined,
  int8: [-(2 ** 7), 2 ** 7 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint8: [0, 2 ** 8 - 1],
  uint16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
};

/** Throws unless `value` is a number that `dtype` holds once its fraction is dropped. */
export function checkFits(value: unknown, dtype: NumberDType, where: string): void {
  if (typeof value !== "number") {
    throw new TypeError(
      `padSequences: expected numbers, got ${describeValue(value)} (${where}). ` +
        "Tensors hold no text: pad the words' ids.",
    );
  }
  const range = limits[dtype];
  const whole = Math.trunc(value);
  if (range !== undefined && !(whole >= range[0] && whole <= range[1])) {
    throw new RangeError(
      `padSequences: expected numbers that fit ${dtype} (${range[0]} to ${range[1]}), ` +
        `got ${value} (${where}). Choose another dtype.`,
    );
  }
}

/** The rows of a ragged tensor: int32 values, one after the other. */
export function raggedRows(ragged: RaggedTensor, dtype: NumberDType): SequenceRows {
  const { values, rowOffsets } = ragged;
  const alwaysFits = dtype === "int32" || dtype === "float32" || dtype === "float64";
  return {
    count: ragged.length,
    stepShape: [],
    lengthOf: (i) => rowOffsets[i + 1] - rowOffsets[i],
    copy(i, first, steps, target, at) {
      const from = rowOffsets[i] + first;
      if (!alwaysFits) {
        for (let j = 0; j < steps; j++)
          checkFits(values[from + j], dtype, `at [${i}][${first + j}]`);
      }
      for (let j = 0; j < steps; j++) target[at + j] = values[from + j];
    },
  };
}

/** The rows of an array of arrays or typed arrays. The first step found decides the shape. */
export function arrayRows(rows: readonly Sequence[], dtype: NumberDType): SequenceRows {
  if (!Array.isArray(rows)) {
    throw new TypeError(
      `padSequences: expected an array of sequences or a RaggedTensor, got ${describeValue(rows)}.`,
    );
  }
  rows.forEach((row, i) => {
    if (!isList(row)) {
      throw new TypeError(
        `padSequences: expected each sequence to be an array, got ${describeValue(row)} (at [${i}]).`,
      );
    }
  });
  const stepShape = shapeOf(rows.find((row) => row.length > 0)?.[0]);
  const fits = limits[dtype];

  /** Writes one step and returns the position after it. */
  const write = (
    step: unknown,
    axis: number,
    target: Target,
    at: number,
    where: string,
  ): number => {
    if (axis === stepShape.length) {
      checkFits(step, dtype, `at ${where}`);
      target[at] = step as number;
      return at + 1;
    }
    if (!isList(step) || step.length !== stepShape[axis]) {
      const got = isList(step) ? `length ${step.length}` : describeValue(step);
      throw new TypeError(
        `padSequences: expected steps of one shape [${stepShape.join(", ")}], as the first has, ` +
          `got ${got} (at ${where}).`,
      );
    }
    let next = at;
    for (let k = 0; k < step.length; k++)
      next = write(step[k], axis + 1, target, next, `${where}[${k}]`);
    return next;
  };

  return {
    count: rows.length,
    stepShape,
    lengthOf: (i) => rows[i].length,
    copy(i, first, steps, target, at) {
      const row = rows[i];
      let next = at;
      for (let j = first; j < first + steps; j++) {
        const step = row[j];
        // The usual step is a number that fits: no words are made for an error that is not there.
        if (stepShape.length === 0 && typeof step === "number") {
          const whole = Math.trunc(step);
          if (fits === undefined || (whole >= fits[0] && whole <= fits[1])) {
            target[next++] = step;
            continue;
          }
        }
        next = write(step, 0, target, next, `[${i}][${j}]`);
      }
    },
  };
}

/** Whether something is an array or a typed array. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** The lengths of nested arrays, read at their first elements. */
function shapeOf(step: unknown): number[] {
  return isList(step) ? [step.length, ...shapeOf(step[0])] : [];
}
