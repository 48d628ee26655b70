/**
 * Checks of arguments at public edges, with the errors that all packages give. For packages built on this
 * one, as `@rnn/tensor/checks`.
 */
export { allocateElements, type Sizing } from "./checks/allocate-elements.ts";
export { checkArgumentCount } from "./checks/check-argument-count.ts";
export { checkList } from "./checks/check-list.ts";
export { checkNames } from "./checks/check-names.ts";
export { checkOptions } from "./checks/check-options.ts";
export { checkNumberTensors, checkTensor } from "./checks/check-tensor.ts";
export { checkChoice, checkNumber, checkType, checkWhole } from "./checks/check-values.ts";
export { describeValue } from "./checks/describe-value.ts";
export { toBytes } from "./checks/to-bytes.ts";
export { isBigInt } from "./dtype.ts";
export { isOneHotTensor } from "./one-hot-tensor.ts";
export { isTensor } from "./tensor-fields.ts";
