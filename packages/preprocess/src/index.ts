export { type PadSequencesOptions, padSequences, type SequenceEnd } from "./pad-sequences.ts";
export type { Sequence } from "./sequence-rows.ts";
export { textToWordSequence, type WordOptions } from "./text-to-word-sequence.ts";
export { type ClassIds, toCategorical } from "./to-categorical.ts";
export { type Text, Tokenizer } from "./tokenizer.ts";
export type { TokenizerOptions } from "./tokenizer-options.ts";
export { type TrainValidationSplit, trainValidationSplit } from "./train-validation-split.ts";
export type { MatrixMode, MatrixOptions } from "./word-matrix.ts";
