/** What a worker is given: a task of any kind, and what all tasks of its sender have in common. */
export interface QueuedTask<Task = unknown> {
  readonly context: unknown;
  readonly task: Task;
}

/** What a worker makes of it. Errors of the work are outcomes, so that any other end is the worker's own. */
export type Outcome<Output = unknown> =
  | { readonly output: Output }
  /** The work threw. */
  | { readonly error: string }
  /** This worker cannot do it; another might. */
  | { readonly unfit: string };

/** What BullMQ keeps of a task. */
export interface TaskRecord {
  /** The task and its context, without the parts that are bytes. */
  readonly json: string;
  /** How many parts there are. */
  readonly parts: number;
  /** The id of the shared folder that parts and outputs go through, if any. */
  readonly sharedId?: string;
}

/** What BullMQ keeps of a finished task; its output is in the store. */
export type TaskReturn = null | { readonly error: string } | { readonly lost: string };

/** This worker cannot do the task, as for want of its data; another one might. */
export class UnfitWorkerError extends Error {
  override readonly name = "UnfitWorkerError";
}
