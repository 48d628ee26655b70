import type { Job, JobResult } from "../job.ts";

/** A job with what it goes on from. */
export interface JobTask {
  readonly job: Job;
  /** The checkpoint that the job named by `job.from` left, or a later one of the same trial. */
  readonly checkpoint?: Uint8Array;
}

/** What a job leaves. Equal tasks leave equal bytes. */
export interface JobOutput {
  readonly result: JobResult;
  /** Where training stands, for the trial's next job; undefined where it failed. */
  readonly checkpoint?: Uint8Array;
  /** The trained network as a file for its users. */
  readonly model?: Uint8Array;
}

/** Who computes tasks: the jobs of a study, or any other work whose parts can be run apart. */
export interface Executor<Task = JobTask, Output = JobOutput> {
  /** How many tasks it takes at a time. */
  readonly concurrency: number;
  /**
   * Computes a task.
   * @param onCheckpoint receives what a task that is lost can be resumed from, where the work reports it
   * @param onBegin called when a worker begins, where that is later than the call
   * @throws WorkerLostError where its worker died or hung; the signal's reason; whatever the work threw
   */
  run(
    task: Task,
    signal: AbortSignal,
    onCheckpoint?: (bytes: Uint8Array) => void,
    onBegin?: () => void,
  ): Promise<Output>;
  /** Ends its workers. */
  close(): Promise<void>;
}

/** A worker ended within a task, through no fault that the task reported: it may be tried again. */
export class WorkerLostError extends Error {
  override readonly name = "WorkerLostError";
}
