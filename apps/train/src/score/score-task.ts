import type { KeyedTask } from "@rnn/sweep";
import type { Detail } from "../options/detail-options.ts";

/** Texts to score: a chunk of a file. */
export interface ScoreTask extends KeyedTask {
  readonly texts: readonly string[];
  /** The file of results that its lines are a part of. */
  readonly output: string;
}

/** How a scoring classifies; what is missing was not asked for. */
export interface ScoreSettings {
  /** How many of the likeliest classes are written. */
  readonly top: number;
  readonly rejectBelow?: number;
  readonly detail?: Detail;
}

/** What all tasks of a scoring have in common. */
export interface ScoreWorkerData extends ScoreSettings {
  /** The model's file or its run's folder. */
  readonly model: string;
  /** The SHA-256 of the model's file. */
  readonly fingerprint: string;
}
