export { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
export type { AbortSignal, BatchEnd, EpochEnd, History } from "./fit.ts";
export { crossEntropy } from "./loss.ts";
export { ModelFileError, type SaveOptions } from "./model-file.ts";
export type { EngineOption, RecurrentNetworkOptions, WasmEngineOption } from "./network-options.ts";
export { NotFiniteError } from "./not-finite-error.ts";
export type { GivenWeights, Weights } from "./parameters.ts";
export { type FitOptions, RecurrentNetwork } from "./recurrent-network.ts";
export type { Labels, NetworkInput } from "./sequences.ts";
