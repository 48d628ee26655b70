import type { ClassWeight } from "./network/class-weight.ts";
import type { EarlyStopping } from "./network/early-stopping.ts";
import {
  type CommonFitOptions,
  checkFitOptions,
  commonFitOptionNames,
} from "./network/fit-options.ts";
import type { SampleWeight } from "./network/sample-weight.ts";
import type { SequentialInput } from "./network/sequential-input.ts";
import type { SequentialCheckpoint } from "./sequential-checkpoint.ts";
import { sequentialFitHints } from "./sequential-keras-names.ts";

/** What `fit` takes besides the data. */
export interface SequentialFitOptions
  extends CommonFitOptions<SequentialCheckpoint, SequentialInput> {
  /** Passes over the data; default 10. */
  readonly epochs?: number;
  /**
   * What the loss of a sequence is multiplied by in training, by its class; classes left out weigh 1. The
   * loss of a batch is the mean over its sequences, as in Keras's `fit`.
   */
  readonly classWeight?: ClassWeight;
  /**
   * What the loss of each sequence is multiplied by in training, times its class's; default 1. Their mean is best
   * 1: the loss of a batch is the mean over its sequences, not over their weights, as in Keras's `fit`.
   */
  readonly sampleWeight?: SampleWeight;
  /** Ends the run when the validation loss no longer falls; needs `xVal` and `yVal`. */
  readonly earlyStopping?: EarlyStopping;
}

/** Throws a RangeError or TypeError unless these are options of `fit`; what depends on data is checked later. */
export function checkSequentialFitOptions(options: SequentialFitOptions): void {
  const names = [...commonFitOptionNames, "classWeight", "sampleWeight", "earlyStopping"];
  checkFitOptions(options, names, sequentialFitHints);
}
