import type { KeyedTask } from "@rnn/sweep";

/** Texts to score: a chunk of a file. */
export interface ScoreTask extends KeyedTask {
  readonly texts: readonly string[];
  /** The file of results that its lines are a part of. */
  readonly output: string;
}

/** What all tasks of a scoring have in common. */
export interface ScoreWorkerData {
  /** The model's file or its run's folder. */
  readonly model: string;
  /** The SHA-256 of the model's file. */
  readonly fingerprint: string;
  /** How many of the likeliest classes are written. */
  readonly top: number;
}
