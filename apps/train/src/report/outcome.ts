import type { History } from "@rnn/model";
import type { Task } from "../task.ts";

/** What a run came to: what `--json` prints. */
export interface Outcome extends History {
  /** `interrupted` by a signal, `diverged` where a loss was no longer finite: then for the whole epochs before. */
  readonly status: "completed" | "interrupted" | "diverged";
  /** Its `kind` is `synthetic` where the reviews were made up. */
  readonly source: Task["source"];
  /** After the last epoch; null where there was none. */
  readonly valAccuracy: number | null;
  /** Null unless the run completed and the data has a part for testing. */
  readonly testAccuracy: number | null;
  /** The run folder; null where it could not be written. */
  readonly out: string | null;
}
