import type { JsonRecord } from "./json.ts";

/** A trial up to an epoch: what a worker is given. */
export interface Job {
  /** SHA-256 of the trial's key and `epochs`, in hexadecimal: equal jobs have equal keys. */
  readonly key: string;
  readonly trial: Trial;
  /** Epochs from the start of the trial, at the end of the job. */
  readonly epochs: number;
  /** The job of the same trial whose checkpoint it goes on from; undefined at the start. */
  readonly from?: string;
}

/** One set of options with one seed. */
export interface Trial {
  readonly key: string;
  readonly options: JsonRecord;
  readonly seed: number;
}

/** What a job came to. */
export type JobResult =
  | { readonly status: "completed"; readonly valLoss: number; readonly valAccuracy: number }
  /** The training left the finite numbers, or its worker died again and again without progress. */
  | { readonly status: "failed"; readonly reason: string };

/** The results that there are, by the keys of their jobs. */
export type JobResults = ReadonlyMap<string, JobResult>;
