export type { GivenWeights, Weights } from "./chapter-plan.ts";
export { crossEntropy } from "./losses/binary-cross-entropy.ts";
export { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./network/checkpoint.ts";
export type { AbortSignal, BatchEnd, EpochEnd, History } from "./network/fit.ts";
export { ModelFileError, type SaveOptions } from "./network/model-file.ts";
export { NotFiniteError } from "./network/not-finite-error.ts";
export type { Labels, NetworkInput } from "./network/sequences.ts";
export { type FitOptions, RecurrentNetwork } from "./recurrent-network.ts";
export type {
  EngineOption,
  RecurrentNetworkOptions,
  WasmEngineOption,
} from "./recurrent-network-options.ts";
