import { cwd } from "node:process";
import type { Executor } from "@rnn/sweep";
import { openScorePool } from "./open-score-pool.ts";
import type { ScoreTask, ScoreWorkerData } from "./score-task.ts";

/** Who scores. */
interface ExecutorOptions {
  readonly workers?: number;
  readonly queue?: string;
  readonly shared?: string;
}

/** So many chunks are in a queue at a time: their texts lie in Redis's memory. */
const queued = 64;

/** Threads of this process, or the workers of a queue beside them. */
export async function openExecutor(
  data: ScoreWorkerData,
  { workers, queue, shared }: ExecutorOptions,
  onNotice: (notice: string) => void,
): Promise<Executor<ScoreTask, Uint8Array>> {
  const openPool = () => openScorePool(data, workers);
  if (queue === undefined) return openPool();
  const { openQueueExecutor } = await import("../queue/open-queue-executor.ts");
  return openQueueExecutor({ kind: "score", ...data }, openPool, {
    queue,
    shared,
    workers,
    folder: cwd(),
    concurrency: queued,
    onNotice,
  });
}
