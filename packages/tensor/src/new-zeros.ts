import { allocateElements } from "./checks/allocate-elements.ts";
import type { DType } from "./dtype.ts";
import { checkShape, formatShape, type Shape, sizeOf } from "./shape.ts";
import { Tensor } from "./tensor.ts";

/** A tensor of zeros for `caller`, whose errors then name it. */
export function newZeros<D extends DType>(
  caller: string,
  shape: Shape | number,
  dtype: D,
  name = "shape",
): Tensor<D> {
  const lengths = checkShape(caller, shape);
  const sizing = { name, value: formatShape(lengths) };
  return new Tensor(allocateElements(caller, sizing, dtype, sizeOf(lengths)), dtype, lengths);
}
