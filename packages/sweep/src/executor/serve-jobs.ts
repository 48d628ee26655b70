import type { MessagePort } from "node:worker_threads";
import type { JobOutput, JobTask } from "./executor.ts";

/**
 * Computes a task. Calls `onProgress` now and then, so that work is told from hanging, and `onCheckpoint` with
 * what a long task can be resumed from.
 */
export type JobHandler<Task = JobTask, Output = JobOutput> = (
  task: Task,
  onProgress: () => void,
  onCheckpoint: (bytes: Uint8Array) => void,
) => Promise<Output>;

/** Progress is passed on no more often than this: each message costs the pool's thread time that the others could use. */
const mostOftenMs = 50;

/** What goes to a thread. */
export interface ThreadTask<Task = JobTask> {
  readonly task: Task;
  readonly port: MessagePort;
}

/** What comes back: errors of the work are answers, so that any other end is the thread's own. */
export type ThreadAnswer<Output = JobOutput> =
  | { readonly output: Output }
  | { readonly error: unknown };

/**
 * What the module that a ThreadPool's threads run exports as `runJob`.
 *
 * @example
 * ```ts no-run
 * export const runJob = serveJobs(async ({ job, checkpoint }, onProgress) => {
 *   return train(job.trial.options, job.epochs, { checkpoint, onEpochEnd: onProgress });
 * });
 * ```
 */
export function serveJobs<Task = JobTask, Output = JobOutput>(
  handle: JobHandler<Task, Output>,
): (given: ThreadTask<Task>) => Promise<ThreadAnswer<Output>> {
  return async ({ task, port }) => {
    let reportedAt = -Infinity;
    const onProgress = () => {
      const now = performance.now();
      if (now - reportedAt < mostOftenMs) return;
      reportedAt = now;
      port.postMessage(null);
    };
    const onCheckpoint = (bytes: Uint8Array) => port.postMessage(bytes);
    try {
      return { output: await handle(task, onProgress, onCheckpoint) };
    } catch (error) {
      return { error };
    } finally {
      port.close();
    }
  };
}
