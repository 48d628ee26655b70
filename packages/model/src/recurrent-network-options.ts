import { checkChoice, checkOptions, checkWhole } from "@rnn/tensor/checks";
import { checkEngine, type EngineOption } from "./engine/engine-option.ts";
import { checkForKerasNames, networkHints } from "./keras-names.ts";

/** The constructor's options, with their defaults. */
export interface RecurrentNetworkOptions {
  /** Cells of the recurrent layer; default 10, at most 18,912 (65,535 with the engine `"reference"`). */
  readonly nCells?: number;
  /** Sequences in a batch; default 32. The last batch of an epoch may be smaller. */
  readonly batchSize?: number;
  /** Step of gradient descent; default 0.1. */
  readonly learningRate?: number;
  /** Seed of the initial weights; default 42. */
  readonly seed?: number;
  /** Time steps that the error is carried back through; default 10, at most the sequence's length. */
  readonly bpttSteps?: number;
  /**
   * `"exact"` (default) carries the recurrent error by the transpose of w1h, which is the derivative;
   * `"chapter"` by w1h itself, as the chapter prints it.
   */
  readonly recurrentGradient?: "exact" | "chapter";
  /**
   * What runs the arithmetic: `"wasm"` (default), float32 over SIMD kernels, with equal bits on every
   * machine; `"reference"`, plain float64, some forty times slower; or `{ kind: "wasm" }` with settings
   * that are faster and have other bits: see `WasmEngineOption`.
   */
  readonly engine?: EngineOption;
  /**
   * Called when the requested engine cannot run here and another takes over: the reference engine where
   * WebAssembly SIMD is missing or a content security policy forbids it, plain kernels where there is no
   * relaxed SIMD, one thread where there are no others. Each at most once a network. Without it the
   * warning goes to `console.warn`, each once.
   */
  readonly onWarning?: (message: string) => void;
}

/** Options with nothing left open; those that a file can hold. */
export type ResolvedOptions = Required<Omit<RecurrentNetworkOptions, "onWarning">>;

/** Beyond, w1h with its gradient and its transpose does not fit into the 4 GiB of WebAssembly's memory. */
const mostWasmCells = 18_912;
/** Beyond, w1h has more numbers than an array of JavaScript. */
const mostReferenceCells = 65_535;

const defaults: ResolvedOptions = {
  nCells: 10,
  batchSize: 32,
  learningRate: 0.1,
  seed: 42,
  bpttSteps: 10,
  recurrentGradient: "exact",
  engine: "wasm",
};

/** The options with their defaults filled in. @throws RangeError, TypeError for wrong ones. */
export function resolveOptions(given: RecurrentNetworkOptions): ResolvedOptions {
  const known = [...Object.keys(defaults), "onWarning"];
  if (typeof given === "object" && given !== null) {
    checkForKerasNames("RecurrentNetwork", given, known, networkHints);
  }
  checkOptions("RecurrentNetwork", given, known);
  const entries = Object.entries(given).filter(
    ([name, value]) => value !== undefined && name !== "onWarning",
  );
  const options: ResolvedOptions = { ...defaults, ...Object.fromEntries(entries) };
  for (const name of ["nCells", "batchSize", "bpttSteps"] as const) {
    checkWhole("RecurrentNetwork", name, options[name], 1);
  }
  const mostCells = options.engine === "reference" ? mostReferenceCells : mostWasmCells;
  checkWhole("RecurrentNetwork", "nCells", options.nCells, 1, { most: mostCells });
  checkWhole("RecurrentNetwork", "batchSize", options.batchSize, 1, { most: 2 ** 31 - 1 });
  checkWhole("RecurrentNetwork", "seed", options.seed, 0, { most: 2 ** 32 - 1 });
  if (!Number.isFinite(options.learningRate) || options.learningRate < 0) {
    throw new RangeError(
      `RecurrentNetwork: expected learningRate to be a finite number from 0 on, got ${options.learningRate}.`,
    );
  }
  checkChoice("RecurrentNetwork", "recurrentGradient", options.recurrentGradient, [
    "exact",
    "chapter",
  ]);
  checkEngine("RecurrentNetwork", options.engine);
  return options;
}
