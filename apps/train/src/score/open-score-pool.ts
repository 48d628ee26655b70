import { ThreadPool } from "@rnn/sweep";
import { threadArguments } from "../thread-arguments.ts";
import type { ScoreTask, ScoreWorkerData } from "./score-task.ts";

/** Threads that score chunks; by default as many as there are processors. */
export function openScorePool(
  workerData: ScoreWorkerData,
  workers: number | undefined,
): ThreadPool<ScoreTask, Uint8Array> {
  return new ThreadPool(workerModule, {
    workerData,
    ...threadArguments(),
    ...(workers !== undefined && { threads: workers }),
  });
}

/** The module of the threads, beside this one: a source where this is one. */
const workerModule = new URL(
  `score-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`,
  import.meta.url,
);
