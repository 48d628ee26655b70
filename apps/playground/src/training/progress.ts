import type { Problem } from "../problem/problem.ts";

/** Where a training is. */
export type RunStatus = "preparing" | "playing" | "paused" | "done" | "failed";

/** An epoch that has ended. */
export interface EpochResult {
  readonly loss: number;
  readonly valLoss: number;
  readonly valAccuracy: number;
  /** The network's own time for it. */
  readonly trainingMs: number;
}

/** What has been trained since the last report. */
export interface Progress {
  /** The number of the training, as `start` was given it: reports of an earlier one are late. */
  readonly run: number;
  readonly status: RunStatus;
  /** Losses of the batches since the last report. */
  readonly batchLosses: Float64Array<ArrayBuffer>;
  /** The epochs since the last report. */
  readonly epochs: readonly EpochResult[];
  /** Batches that an epoch has. */
  readonly batchesPerEpoch: number;
  /** What went wrong, where the training failed. */
  readonly error?: Problem;
  /** What the engine warned of, such as a host without WebAssembly. */
  readonly warning?: string;
}
