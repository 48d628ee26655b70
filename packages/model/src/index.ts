export type { GivenWeights, Weights } from "./chapter-plan.ts";
export type { EngineOption, WasmEngineOption } from "./engine/engine-option.ts";
export { type Bidirectional, bidirectional, type Recurrent } from "./layers/bidirectional.ts";
export { type Dense, dense } from "./layers/dense.ts";
export { type Dropout, dropout } from "./layers/dropout.ts";
export { type Embedding, embedding } from "./layers/embedding.ts";
export {
  type GlobalAveragePooling1d,
  globalAveragePooling1d,
} from "./layers/global-average-pooling-1d.ts";
export { type GlobalMaxPooling1d, globalMaxPooling1d } from "./layers/global-max-pooling-1d.ts";
export { type Gru, gru } from "./layers/gru.ts";
export type { Layer } from "./layers/layer.ts";
export { type Lstm, lstm } from "./layers/lstm.ts";
export { type SimpleRnn, simpleRnn } from "./layers/simple-rnn.ts";
export { loadNetwork } from "./load-network.ts";
export { crossEntropy, sigmoid } from "./losses/binary-cross-entropy.ts";
export { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./network/checkpoint.ts";
export type { ClassWeight } from "./network/class-weight.ts";
export type { EarlyStopping } from "./network/early-stopping.ts";
export type { BatchEnd, EpochEnd, History } from "./network/history.ts";
export type { SaveOptions } from "./network/model-file.ts";
export { ModelFileError } from "./network/model-file-error.ts";
export { NotFiniteError } from "./network/not-finite-error.ts";
export type { SampleWeight } from "./network/sample-weight.ts";
export type { Labels, NetworkInput } from "./network/sequences.ts";
export type { SequentialInput } from "./network/sequential-input.ts";
export {
  type Adam,
  type AdamOptions,
  type AdamW,
  type AdamWOptions,
  adam,
  adamw,
} from "./optimizers/adam.ts";
export type { Clipping } from "./optimizers/clipping.ts";
export type { Optimizer } from "./optimizers/optimizer.ts";
export { type RmsProp, type RmsPropOptions, rmsprop } from "./optimizers/rmsprop.ts";
export { type Sgd, type SgdOptions, sgd } from "./optimizers/sgd.ts";
export type { AbortSignalLike } from "./platform/abort-signal-like.ts";
export { type FitOptions, RecurrentNetwork } from "./recurrent-network.ts";
export type { RecurrentNetworkOptions } from "./recurrent-network-options.ts";
export { Sequential } from "./sequential.ts";
export {
  decodeSequentialCheckpoint,
  encodeSequentialCheckpoint,
  type SequentialCheckpoint,
} from "./sequential-checkpoint.ts";
export type { SequentialFitOptions } from "./sequential-fit-options.ts";
export type { ResolvedSequentialOptions, SequentialOptions } from "./sequential-options.ts";
