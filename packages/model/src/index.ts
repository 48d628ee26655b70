export type { AbortSignal, BatchEnd, EpochEnd, History } from "./fit.ts";
export { ModelFileError } from "./model-file.ts";
export type { EngineOption, RecurrentNetworkOptions, WasmEngineOption } from "./network-options.ts";
export { NotFiniteError } from "./not-finite-error.ts";
export type { GivenWeights, Weights } from "./parameters.ts";
export { type FitOptions, type Labels, RecurrentNetwork } from "./recurrent-network.ts";
export type { NetworkInput } from "./sequences.ts";
