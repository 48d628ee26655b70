/**
 * One competitor on one network: a variant of a tool, how to start it, and how much of an epoch is timed.
 * @typeParam Reference what the reference engine has to be told, so that it gives the same results
 */
export interface Subject<Reference> {
  readonly key: string;
  /** The tool's name where it cannot say its own; with its version where it can. */
  readonly tool: string;
  /** What this variant does. */
  readonly variant: string;
  /** Its process; the job's file comes after the script. Without one the subject is missing. */
  readonly command: readonly string[] | undefined;
  readonly missing?: string;
  readonly reference: Reference;
  /** Rows of the check, batches and rows of a timing; fewer than all for slow tools. No row: not predicted. */
  readonly checked: number;
  readonly batches: number;
  readonly predicted: number;
  /** Left out of a quick run. */
  readonly slow?: boolean;
}

/** What one subject took, scaled to a whole epoch and to all rows that are predicted. */
export interface SubjectRow {
  readonly key: string;
  readonly tool: string;
  readonly variant: string;
  readonly missing?: string;
  readonly epochMs?: number;
  readonly fastestEpochMs?: number;
  /** Timings that the medians are taken of. */
  readonly timings?: number;
  readonly predictionMs?: number;
  readonly peakMiB?: number;
  /** The share of an epoch that was timed; less than 1 for slow tools. */
  readonly timedShare?: number;
}
