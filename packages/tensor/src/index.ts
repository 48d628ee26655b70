export type { Operand, PromotedDType, ResultDType, ResultRank } from "./broadcasting.ts";
export { allclose, arrayEqual, equal, greater } from "./compare.ts";
export { arange, concatenate, eye, full, ones, tensor, zeros } from "./create.ts";
export type { BigIntDType, DataOf, DType, DTypeOfArray, ElementOf, NumberDType } from "./dtype.ts";
export {
  add,
  clip,
  divide,
  exp,
  type FloatDType,
  log,
  multiply,
  negative,
  sigmoid,
  square,
  subtract,
  tanh,
  where,
} from "./elementwise.ts";
export { FormatError, type FormatErrorCode } from "./formats/format-error.ts";
export { decodeNpy, encodeNpy } from "./formats/npy.ts";
export { type NpyHeader, readNpyHeader } from "./formats/npy-header.ts";
export { decodeNpz, encodeNpz, type NpzOptions, readNpzMembers } from "./formats/npz.ts";
export { decodeSafetensors, encodeSafetensors } from "./formats/safetensors.ts";
export {
  readSafetensorsHeader,
  type SafetensorsHeader,
  type SafetensorsInfo,
} from "./formats/safetensors-header.ts";
export { glorotUniform, orthogonal } from "./initializers.ts";
export { matmul } from "./matmul.ts";
export { OneHotTensor } from "./one-hot-tensor.ts";
export { RaggedTensor } from "./ragged-tensor.ts";
export type { ChoiceOptions } from "./random/choice.ts";
export type { DrawnDType, RandintDType } from "./random/randint.ts";
export { RandomState } from "./random/random-state.ts";
export type { RandomStateSnapshot } from "./random/random-stream.ts";
export type {
  ArrayOfRank,
  BroadcastRank,
  NestedArray,
  ProductRank,
  RankOfNested,
  RankOfShape,
  RankWithoutAxis,
  ShapeOfRank,
  SlicedRank,
} from "./rank.ts";
export { type AxisOptions, argmax, max, mean, min, sum, type WholeOptions } from "./reduce.ts";
export type { Shape } from "./shape.ts";
export { Tensor } from "./tensor.ts";
export type { SliceRange } from "./views.ts";
