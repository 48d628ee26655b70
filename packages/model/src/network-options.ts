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
  checkNames("RecurrentNetwork", given, Object.keys(defaults));
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const options: SettledOptions = { ...defaults, ...Object.fromEntries(entries) };
  for (const name of ["nCells", "batchSize", "bpttSteps"] as const) {
    checkWhole("RecurrentNetwork", name, options[name], 1);
  }
  checkWhole("RecurrentNetwork", "seed", options.seed, 0, 2 ** 32 - 1);
  if (!Number.isFinite(options.learningRate) || options.learningRate < 0) {
    throw new RangeError(
      `RecurrentNetwork: expected learningRate to be a finite number from 0 on, got ${options.learningRate}.`,
    );
  }
  checkChoice("recurrentGradient", options.recurrentGradient, ["exact", "chapter"]);
  checkChoice("engine", options.engine, ["reference"]);
  return options;
}

/** Throws a TypeError for an option that does not exist. */
export function checkNames(caller: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(
      `${caller}: expected one of the options ${known.join(", ")}, got ${unknown}.`,
    );
  }
}

/** Throws a RangeError unless `value` is a whole number from `least` to `most`. */
export function checkWhole(
  caller: string,
  name: string,
  value: number,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    const range =
      most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
    throw new RangeError(
      `${caller}: expected ${name} to be a whole number ${range}, got ${value}.`,
    );
  }
}

function checkChoice(name: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) {
    const listed = choices.map((choice) => `"${choice}"`).join(" or ");
    throw new RangeError(
      `RecurrentNetwork: expected ${name} to be ${listed}, got ${JSON.stringify(value)}.`,
    );
  }
}
