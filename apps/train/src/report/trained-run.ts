import type { TextNetwork } from "@rnn/text-classifier";
import type { Task } from "../data/task.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import type { Outcome } from "./outcome.ts";
import type { scoreTask } from "./score-task.ts";

/** All that is reported of a run. */
export interface TrainedRun {
  readonly outcome: Outcome;
  readonly network: TextNetwork;
  readonly options: TrainingOptions;
  readonly task: Task;
  readonly scored: ReturnType<typeof scoreTask>;
  readonly fingerprint: string;
  readonly totalMs: number;
}
