import type { DType } from "./dtype.ts";
import type { Shape } from "./shape.ts";

/** The fields that make a tensor, for code that a tensor itself is made of, and so cannot import it. */
export interface TensorFields {
  readonly data: ArrayBufferView & ArrayLike<number | bigint>;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly strides: Shape;
  readonly offset: number;
}

/** Whether a value is a tensor; one of another copy of this package is a tensor too. */
export function isTensor<T>(value: T): value is Extract<T, TensorFields> {
  if (typeof value !== "object" || value === null) return false;
  const { data, dtype, shape, strides, offset } = value as Partial<TensorFields>;
  return (
    ArrayBuffer.isView(data) &&
    typeof dtype === "string" &&
    Array.isArray(shape) &&
    Array.isArray(strides) &&
    typeof offset === "number"
  );
}
