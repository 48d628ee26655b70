import {
  type JobHandler,
  serveJobs,
  type ThreadAnswer,
  type ThreadTask,
} from "../executor/serve-jobs.ts";
import { type Outcome, type QueuedTask, UnfitWorkerError } from "./queued-task.ts";

/**
 * What the module that a queue worker's threads run exports as `runJob`.
 *
 * @param handle computes a task; throws an UnfitWorkerError where only this worker cannot do it
 */
export function serveQueuedJobs<Task, Output>(
  handle: JobHandler<QueuedTask<Task>, Output>,
): (given: ThreadTask<QueuedTask<Task>>) => Promise<ThreadAnswer<Outcome<Output>>> {
  return serveJobs<QueuedTask<Task>, Outcome<Output>>(async (...given) => {
    try {
      return { output: await handle(...given) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return error instanceof UnfitWorkerError ? { unfit: message } : { error: message };
    }
  });
}
