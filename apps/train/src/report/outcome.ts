import type { History } from "@rnn/model";
import type { Task } from "../data/task.ts";

/** What makes a run's figures mean less than they seem to, and what to do about it. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** What a run came to: what `--json` prints. */
export interface Outcome extends History {
  /** `interrupted` by a signal, `diverged` where a loss was no longer finite: then for the whole epochs before. */
  readonly status: "completed" | "interrupted" | "diverged";
  /** Its `kind` is `synthetic` where the reviews were made up. */
  readonly source: Task["source"];
  /** Of the data first, then of the training. */
  readonly warnings: readonly Warning[];
  /** After the last epoch; null where there was none. */
  readonly valAccuracy: number | null;
  /** Null unless the run completed and the data has a part for testing. */
  readonly testAccuracy: number | null;
  /** The run folder; null where it could not be written. */
  readonly out: string | null;
}
