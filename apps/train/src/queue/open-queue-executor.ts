import type { Executor } from "@rnn/sweep";
import { QueueExecutor, serveQueue } from "@rnn/sweep/queue";
import { QueueWork } from "./queue-work.ts";
import type { Work } from "./work.ts";

/** How work is sent through a queue. */
export interface Sending {
  readonly queue: string;
  readonly shared: string | undefined;
  /** Threads of this process that take part; 0: none. */
  readonly workers: number | undefined;
  /** The folder that relative paths begin at, for this process. */
  readonly folder: string;
  /** How many tasks are in the queue at a time. */
  readonly concurrency: number;
  readonly onNotice: (notice: string) => void;
}

/**
 * An executor that sends tasks to the workers of a queue, of which this process is one, unless it is to have no
 * threads.
 */
export async function openQueueExecutor<Task, Output>(
  work: Work,
  openPool: () => Executor<Task, Output>,
  { queue, shared, workers, folder, concurrency, onNotice }: Sending,
): Promise<Executor<Task, Output>> {
  const options = { option: "--queue", onNotice, ...(shared !== undefined && { shared }) };
  const opened = { ...options, context: work, concurrency };
  const executor = await QueueExecutor.open<Task, Output>(queue, opened);
  if (workers === 0) return executor;
  const own = new QueueWork({ folder, workers });
  own.adopt(work, openPool());
  const controller = new AbortController();
  const { signal } = controller;
  // Its notices would be those of the executor again.
  const serving = serveQueue(queue, {
    ...options,
    onNotice: () => undefined,
    executor: own,
    signal,
  });
  const served = serving.catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    onNotice(`This process computes nothing more itself: ${message}`);
  });
  return {
    concurrency,
    run: (task, given, onCheckpoint) => executor.run(task, given, onCheckpoint),
    close: async () => {
      controller.abort();
      await served;
      await own.close();
      await executor.close();
    },
  };
}
