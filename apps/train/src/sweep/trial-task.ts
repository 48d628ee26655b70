import type { JobOutput, JobTask } from "@rnn/sweep";
import type { TrialOptions } from "./trial-options.ts";

/** What a thread of a study is given: to prepare data for all threads, or to train on such. */
export type TrialTask =
  | { readonly kind: "prepare"; readonly options: TrialOptions }
  | (JobTask & {
      readonly kind: "train";
      readonly options: TrialOptions;
      /** What is trained on, and the name of it. */
      readonly data: SharedArrayBuffer;
      readonly dataKey: string;
    });

/** Data that threads share, with its SHA-256. */
export interface SharedTrialData {
  readonly data: SharedArrayBuffer;
  readonly fingerprint: string;
}

/** What it gives: shared data, or the output of a job. */
export type TrialOutput = SharedTrialData | JobOutput;

/** What every trial of a study has in common. */
export interface TrialWorkerData {
  /** The most epochs of a trial: at them its model is kept. */
  readonly epochs: number;
  /** Milliseconds between two checkpoints within a job. */
  readonly checkpointMs: number;
}
