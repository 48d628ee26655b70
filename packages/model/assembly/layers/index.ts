/** What the host sees of the kernels for any plan: it gives every address and length itself. */
export { addColumnsTimesRows, addRowsTimesPanels, transposePanels } from "./matrix";
export { addRows, copyRows, fill, gatherRows, scatterRows, scaleRows, multiplyRows } from "./rows";
export { squash } from "./squash";
export { tanhBackward } from "./simple-rnn";
export { lstmBackward, lstmForward, lstmState } from "./lstm";
export {
  gruBackward,
  gruBeforeBackward,
  gruBeforeCandidateBackward,
  gruBeforeReset,
  gruCandidate,
  gruForward,
} from "./gru";
export { maxRows, scatterMaxRows } from "./pooling";
export { adam, clipValues, momentum, rmsprop, scale, sgd, sumOfSquares } from "./optimizers";

/** Where the kernels' own constants end. */
export function dataEnd(): usize {
  return __heap_base;
}
