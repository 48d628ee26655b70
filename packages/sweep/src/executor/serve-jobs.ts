import type { MessagePort } from "node:worker_threads";
import type { JobOutput, JobTask } from "./executor.ts";

/** Computes a job; calls `onProgress` now and then, so that work is told from hanging. */
export type JobHandler = (task: JobTask, onProgress: () => void) => Promise<JobOutput>;

/** What goes to a thread. */
export interface ThreadTask extends JobTask {
  readonly port: MessagePort;
}

/** What comes back: errors of the work are answers, so that any other end is the thread's own. */
export type ThreadAnswer = { readonly output: JobOutput } | { readonly error: unknown };

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
export function serveJobs(handle: JobHandler): (task: ThreadTask) => Promise<ThreadAnswer> {
  return async ({ port, ...task }) => {
    try {
      return { output: await handle(task, () => port.postMessage(null)) };
    } catch (error) {
      return { error };
    } finally {
      port.close();
    }
  };
}
