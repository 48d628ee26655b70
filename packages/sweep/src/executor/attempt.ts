import { type Executor, WorkerLostError } from "./executor.ts";

/** A task whose worker is lost so often without progress is given up. */
export const mostAttempts = 3;

/** What is told of a task that is run. */
export interface AttemptEvents {
  /** A worker was lost, for the n-th time since the last checkpoint. */
  readonly onLost: (attempt: number, reason: string) => void;
  /** Receives what the task can be resumed from; the attempts are counted anew from there. */
  readonly onCheckpoint?: (bytes: Uint8Array) => void;
  /** A worker begins, where that is later than the call. */
  readonly onBegin?: () => void;
}

/**
 * What the executor makes of a task, which is tried again where its worker is lost, from its latest checkpoint.
 *
 * @throws WorkerLostError where that happens three times without a checkpoint between them
 */
export async function attempt<Task extends object, Output>(
  executor: Executor<Task, Output>,
  task: Task,
  signal: AbortSignal,
  { onLost, onCheckpoint, onBegin }: AttemptEvents,
): Promise<Output> {
  let latest = task;
  for (let lost = 0; ; ) {
    try {
      const take = (checkpoint: Uint8Array): void => {
        latest = { ...task, checkpoint };
        lost = 0;
        onCheckpoint?.(checkpoint);
      };
      return await executor.run(latest, signal, take, onBegin);
    } catch (error) {
      if (!(error instanceof WorkerLostError)) throw error;
      onLost(++lost, error.message);
      if (lost === mostAttempts) throw error;
    }
  }
}
