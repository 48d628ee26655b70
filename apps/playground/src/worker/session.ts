import type { Settings } from "../settings/settings.ts";
import type { PreparedData } from "../training/prepare-data.ts";
import type { Trainee } from "../training/trainee.ts";
import type { TrainingRun } from "../training/training-run.ts";

/** The data, the network and its training: what the worker holds. */
export interface Session {
  readonly settings: Settings;
  readonly data: PreparedData;
  readonly trainee: Trainee;
  readonly run: TrainingRun;
  /** The vectors of the most frequent words, before the training where there are some, and after each epoch. */
  readonly vectors: readonly Float64Array[];
}
