import { allocateElements } from "./checks/allocate-elements.ts";
import type { DType } from "./dtype.ts";
import type { RankOfShape } from "./rank.ts";
import { checkShape, formatShape, type Shape, sizeOf } from "./shape.ts";
import { Tensor } from "./tensor.ts";

/** A tensor of zeros for `caller`, whose errors then name it. */
export function newZeros<D extends DType, const S extends Shape | number>(
  caller: string,
  shape: S,
  dtype: D,
  name = "shape",
): Tensor<D, RankOfShape<S>> {
  const lengths = checkShape(caller, shape);
  const sizing = { name, value: formatShape(lengths) };
  const data = allocateElements(caller, sizing, dtype, sizeOf(lengths));
  return new Tensor(data, dtype, lengths) as Tensor<D, RankOfShape<S>>;
}
