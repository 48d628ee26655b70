export { checkQueue } from "./queue/check-queue.ts";
export { QueueExecutor, type QueueExecutorOptions } from "./queue/queue-executor.ts";
export type { QueueOptions } from "./queue/queue-options.ts";
export { type Outcome, type QueuedTask, UnfitWorkerError } from "./queue/queued-task.ts";
export { type ServeQueueOptions, serveQueue, type WorkerEvent } from "./queue/serve-queue.ts";
export { serveQueuedJobs } from "./queue/serve-queued-jobs.ts";
