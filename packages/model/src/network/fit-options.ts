import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import { checkForKerasNames, fitHints } from "../keras-names.ts";
import type { AbortSignalLike } from "../platform/abort-signal-like.ts";
import type { BatchEnd, EpochEnd } from "./history.ts";
import type { Labels, NetworkInput } from "./sequences.ts";

/** What `fit` of any network takes besides the data; `Checkpoint` is what that network's runs resume from, `Input` its `x`. */
export interface CommonFitOptions<Checkpoint, Input = NetworkInput> {
  /** Passes over the data. */
  readonly epochs?: number;
  /** Validation sequences and their labels; both or neither. */
  readonly xVal?: Input;
  readonly yVal?: Labels;
  /** Seed of the batch order; default 42. */
  readonly seed?: number;
  /** Called after each batch; what it throws ends the training. */
  readonly onBatchEnd?: (event: BatchEnd) => void;
  /** Called after each epoch, when the network's weights, losses and history hold its results. */
  readonly onEpochEnd?: (event: EpochEnd) => void;
  /**
   * Ends the training after the current batch, or in the midst of a validation: `fit` rejects with the
   * signal's reason.
   */
  readonly signal?: AbortSignalLike;
  /**
   * Called after each epoch, within epochs every `checkpointEveryMs`, and where the signal ends the
   * training, with all that it takes to resume there. Waited for; what it throws ends the training.
   */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void | Promise<void>;
  /** Milliseconds between checkpoints within an epoch; default 60,000. */
  readonly checkpointEveryMs?: number;
  /**
   * Resumes from a checkpoint of a network with the same options and of the same data: weights, losses and
   * history come out as if the run had never been left. `seed` is the checkpoint's; `epochs` counts those
   * before it too.
   */
  readonly resume?: Checkpoint;
}

/** The names of these options. */
export const commonFitOptionNames = [
  "epochs",
  "xVal",
  "yVal",
  "seed",
  "onBatchEnd",
  "onEpochEnd",
  "signal",
  "onCheckpoint",
  "checkpointEveryMs",
  "resume",
] as const;

/** Throws a RangeError or TypeError unless these are options of `fit`. */
export function checkFitOptions<Checkpoint, Input>(
  options: CommonFitOptions<Checkpoint, Input>,
  names: readonly string[] = commonFitOptionNames,
  hints = fitHints,
): void {
  if (typeof options === "object" && options !== null) {
    checkForKerasNames("fit", options, names, hints);
  }
  checkOptions("fit", options, names);
  const { epochs = 0, seed = 0, checkpointEveryMs = 0, xVal, yVal } = options;
  checkWhole("fit", "epochs", epochs, 0);
  checkWhole("fit", "checkpointEveryMs", checkpointEveryMs, 0);
  checkWhole("fit", "seed", seed, 0, { most: 2 ** 32 - 1 });
  if ((xVal === undefined) !== (yVal === undefined)) {
    throw new TypeError("fit: expected xVal and yVal both or neither, got one of them.");
  }
}
