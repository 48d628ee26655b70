import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach } from "vitest";

/** A worker that was started, and when it ends. */
export interface NotedWorker {
  readonly worker: Worker;
  readonly exited: Promise<number>;
}

/** A turn of the event loop, and so many milliseconds. */
export const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs));

/** The workers that were started since each test began; call it once in a file. */
export function noteWorkers(): NotedWorker[] {
  const workers: NotedWorker[] = [];
  const note = (worker: Worker): void => {
    const exited = new Promise<number>((resolve) => worker.on("exit", resolve));
    workers.push({ worker, exited });
  };
  // Node reports a worker in the turn after its start.
  beforeEach(async () => {
    await pause(0);
    workers.length = 0;
    process.on("worker", note);
  });
  afterEach(async () => {
    await pause(0);
    process.off("worker", note);
  });
  return workers;
}
