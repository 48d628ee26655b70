import { signal } from "@preact/signals";
import type { Problem } from "../problem/problem.ts";
import type { Settings } from "../settings/settings.ts";
import type { Baseline } from "../training/fit-baseline.ts";
import type { DataFacts } from "../training/prepare-data.ts";
import type { EpochResult, RunStatus } from "../training/progress.ts";

/** The training that the page shows. */
export interface RunState {
  /** Counted from 1; 0 before the first. */
  readonly number: number;
  readonly status: RunStatus | "empty" | "stopped";
  /** The settings that it has, whatever the form says now. */
  readonly settings: Settings | undefined;
  readonly facts: DataFacts | undefined;
  readonly baseline: Baseline | undefined;
  readonly batchesPerEpoch: number;
  /** What went wrong. */
  readonly error: Problem | undefined;
  /** What the engine warned of. */
  readonly warning: string | undefined;
}

const empty: RunState = {
  number: 0,
  status: "empty",
  settings: undefined,
  facts: undefined,
  baseline: undefined,
  batchesPerEpoch: 0,
  error: undefined,
  warning: undefined,
};

/** The training that the page shows. */
export const run = signal<RunState>(empty);

/** Losses as they came; they grow in place, and `version` says when. */
export const curves: { batches: number[]; epochs: EpochResult[] } = { batches: [], epochs: [] };
/** Counts the reports that the curves have taken in. */
export const curvesVersion = signal(0);
/** Counts the states of the network that can be looked into: after each epoch, pause and end. */
export const networkVersion = signal(0);

/** Changes some of the training's state. */
export function changeRun(changes: Partial<RunState>): void {
  run.value = { ...run.value, ...changes };
}

/** A new training with nothing in its curves. */
export function resetRun(number: number, settings: Settings): void {
  curves.batches = [];
  curves.epochs = [];
  curvesVersion.value++;
  run.value = { ...empty, number, settings, status: "preparing" };
}

/** The epoch with the lowest validation loss, counted from 1; undefined before the first. */
export function bestEpoch(epochs: readonly EpochResult[]): number | undefined {
  if (epochs.length === 0) return undefined;
  const losses = epochs.map(({ valLoss }) => valLoss);
  return 1 + losses.indexOf(Math.min(...losses));
}
