export { arange, concatenate, eye, full, ones, tensor, zeros } from "./create.ts";
export type { BigIntDType, DataOf, DType, ElementOf, NumberDType } from "./dtype.ts";
export { OneHotTensor } from "./one-hot-tensor.ts";
export { RaggedTensor } from "./ragged-tensor.ts";
export type { Shape } from "./shape.ts";
export { type NestedArray, type SliceRange, Tensor } from "./tensor.ts";
