/** What the threads of a study run. */
import { workerData } from "node:worker_threads";
import { serveJobs } from "@rnn/sweep";
import { runTrial } from "./run-trial.ts";
import { readShared, shareValue } from "./share-value.ts";
import { fromPlainData, loadQuietly, type TrialData, toPlainData } from "./trial-data.ts";
import type { TrialOutput, TrialTask, TrialWorkerData } from "./trial-task.ts";

/** Data that was opened last is kept for the trials that follow, so many of them. */
const mostOpened = 16;
const opened = new Map<string, TrialData>();

export const runJob = serveJobs<TrialTask, TrialOutput>(async (task, onProgress, onCheckpoint) => {
  if (task.kind === "prepare") {
    const loaded = await loadQuietly(task.options, onProgress);
    return { data: shareValue(toPlainData(loaded)), fingerprint: loaded.fingerprint };
  }
  const { epochs, checkpointMs } = workerData as TrialWorkerData;
  const { options, job, checkpoint, data, dataKey } = task;
  return runTrial(options, {
    data: open(dataKey, data),
    checkpoint,
    keepsModel: job.epochs === epochs,
    checkpointMs,
    onProgress,
    onCheckpoint,
  });
});

function open(key: string, shared: SharedArrayBuffer): TrialData {
  const found =
    opened.get(key) ?? fromPlainData(readShared(shared) as ReturnType<typeof toPlainData>);
  opened.delete(key);
  const [oldest] = opened.keys();
  if (opened.size === mostOpened) opened.delete(oldest);
  opened.set(key, found);
  return found;
}
