import { Recurrence } from "./recurrence";

/** What the host sees of the kernels for any plan: it gives every address and length itself. */
export { addColumnsTimesRows, addRowsTimesPanels, transposePanels } from "./matrix";
export { addRows, copyRows, fill, gatherRows, scatterRows, scaleRows, multiplyRows } from "./rows";
export { copyStatesBefore } from "./recurrence";
export { tanhBackward, tanhForward } from "./simple-rnn";
export { lstmBackward, lstmForward } from "./lstm";
export { gruBackward, gruForward } from "./gru";
export { gruResetBeforeBackward, gruResetBeforeForward } from "./gru-reset-before";
export { drawFactors, streamBytes } from "./dropout";
export { maxRows, scatterMaxRows } from "./pooling";
export { adam, clipValues, momentum, rmsprop, scale, sgd, sumOfSquares } from "./optimizers";

/** Bytes of what a recurrent layer's kernels are told. */
export const recurrenceBytes: usize = offsetof<Recurrence>();
/** Where the kernels' own constants end. */
export function dataEnd(): usize {
  return __heap_base;
}
