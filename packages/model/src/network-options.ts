import { checkChoice, checkOptions, checkWhole } from "@rnn/tensor/checks";

/** The constructor's options, with their defaults. */
export interface RecurrentNetworkOptions {
  /** Cells of the recurrent layer; default 10. */
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
  /** What runs the arithmetic: `"reference"` (default), plain float64. */
  readonly engine?: "reference";
}

/** Options with nothing left open. */
export type SettledOptions = Required<RecurrentNetworkOptions>;

const defaults: SettledOptions = {
  nCells: 10,
  batchSize: 32,
  learningRate: 0.1,
  seed: 42,
  bpttSteps: 10,
  recurrentGradient: "exact",
  engine: "reference",
};

/** The options with their defaults filled in. @throws RangeError, TypeError for wrong ones. */
export function settleOptions(given: RecurrentNetworkOptions): SettledOptions {
  checkOptions("RecurrentNetwork", given, Object.keys(defaults));
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const options: SettledOptions = { ...defaults, ...Object.fromEntries(entries) };
  for (const name of ["nCells", "batchSize", "bpttSteps"] as const) {
    checkWhole("RecurrentNetwork", name, options[name], 1);
  }
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
  checkChoice("RecurrentNetwork", "engine", options.engine, ["reference"]);
  return options;
}
