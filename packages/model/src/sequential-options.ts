import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import { checkEngine, type EngineOption } from "./engine/engine-option.ts";
import { checkForKerasNames } from "./keras-names.ts";
import { adam } from "./optimizers/adam.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import { readOptimizer } from "./optimizers/read-optimizer.ts";
import { sequentialHints } from "./sequential-keras-names.ts";

/** The constructor's options, with their defaults. */
export interface SequentialOptions {
  /** What `sgd`, `rmsprop`, `adam` or `adamw` gives; default `adam()`. */
  readonly optimizer?: Optimizer;
  /** Sequences in a batch; default 32. The last batch of an epoch may be smaller. */
  readonly batchSize?: number;
  /** Seed of the initial weights and of what dropout drops; default 42. */
  readonly seed?: number;
  /** What runs the arithmetic; default `"wasm"`. See the options of `RecurrentNetwork`. */
  readonly engine?: EngineOption;
  /** Called when the asked engine cannot run here and another takes over; default `console.warn`, once each. */
  readonly onWarning?: (message: string) => void;
}

/** Options with nothing left open; those that a file can hold. */
export type ResolvedSequentialOptions = Required<Omit<SequentialOptions, "onWarning">>;

const names = ["optimizer", "batchSize", "seed", "engine", "onWarning"];

/** The options with their defaults filled in. @throws RangeError, TypeError for wrong ones. */
export function resolveSequentialOptions(given: SequentialOptions): ResolvedSequentialOptions {
  if (typeof given === "object" && given !== null) {
    checkForKerasNames("Sequential", given, names, sequentialHints);
  }
  checkOptions("Sequential", given, names);
  const { batchSize = 32, seed = 42, engine = "wasm" } = given;
  const optimizer = readOptimizer("Sequential", given.optimizer ?? adam());
  checkWhole("Sequential", "batchSize", batchSize, 1, { most: 2 ** 31 - 1 });
  checkWhole("Sequential", "seed", seed, 0, { most: 2 ** 32 - 1 });
  checkEngine("Sequential", engine);
  return Object.freeze({ optimizer, batchSize, seed, engine });
}
