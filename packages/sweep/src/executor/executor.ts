import type { Job, JobResult } from "../job.ts";

/** A job with what it goes on from. */
export interface JobTask {
  readonly job: Job;
  /** The checkpoint that the job named by `job.from` left. */
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

/** Who computes jobs. */
export interface Executor {
  /** How many jobs it takes at a time. */
  readonly concurrency: number;
  /**
   * Computes a job.
   * @throws WorkerLostError where its worker died or hung; the signal's reason; whatever the work threw
   */
  run(task: JobTask, signal: AbortSignal): Promise<JobOutput>;
  /** Ends its workers. */
  close(): Promise<void>;
}

/** A worker ended within a job, through no fault that the job reported: it may be tried again. */
export class WorkerLostError extends Error {
  override readonly name = "WorkerLostError";
}
