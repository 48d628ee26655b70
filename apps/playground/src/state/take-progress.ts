import { batch } from "@preact/signals";
import type { Progress } from "../training/progress.ts";
import { changeRun, curves, curvesVersion, networkVersion, run } from "./run-state.ts";

/** Takes in a report of the worker; one of an earlier training is dropped. */
export function takeProgress(progress: Progress): void {
  const { number, status } = run.value;
  if (progress.run !== number || status === "stopped") return;
  batch(() => {
    for (const loss of progress.batchLosses) curves.batches.push(loss);
    curves.epochs.push(...progress.epochs);
    curvesVersion.value++;
    if (progress.epochs.length > 0 || progress.status !== "playing") networkVersion.value++;
    const { error, warning, batchesPerEpoch } = progress;
    changeRun({
      batchesPerEpoch,
      ...(progress.status !== "preparing" && { status: progress.status }),
      ...(error !== undefined && { error }),
      ...(warning !== undefined && { warning }),
    });
  });
}
