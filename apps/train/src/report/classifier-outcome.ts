import type { History } from "@rnn/model";
import type { ClassifierModel, ModelDifference } from "@rnn/text-classifier";
import type { TextSource } from "../data/task.ts";
import type { DecisionOutcome } from "./describe-decision.ts";
import type { Warning } from "./outcome.ts";

/** What a part of a classifier comes to on the validation texts, and on those for testing. */
export interface ModelScores {
  readonly accuracy: number;
  /** The macro average. */
  readonly f1: number;
  readonly loss: number;
  readonly expectedCalibrationError: number;
}

/** What the training of a classifier came to: what `--json` prints. */
export interface ClassifierOutcome extends History {
  /** `interrupted` by a signal, `diverged` where a loss was no longer finite: then there is no classifier. */
  readonly status: "completed" | "interrupted" | "diverged";
  readonly source: TextSource;
  /** What the classifier predicts by; null where there is none. */
  readonly model: ClassifierModel | null;
  /** The epoch of the network whose weights were kept; null where there is no network. */
  readonly bestEpoch: number | null;
  /** Of the classifier on the validation texts, its parts trained on the others. */
  readonly valAccuracy: number | null;
  /** Null where the data has no part for testing. */
  readonly testAccuracy: number | null;
  /** Each part alone and both together, on the validation texts. */
  readonly models: Readonly<Partial<Record<ClassifierModel, ModelScores>>>;
  readonly differences: readonly ModelDifference[];
  /** On the validation texts; null where there is no classifier. */
  readonly decision: DecisionOutcome | null;
  /** With `--from`, the classes that are new, and how many of the tokens that the network knows. */
  readonly added?: { readonly classNames: readonly string[]; readonly tokens: number };
  /** With `--vectors`, of how many of the words that the network knows there are some, and of how many numbers. */
  readonly vectors?: { readonly found: number; readonly words: number; readonly numbers: number };
  /** Of the data first, then of the training. */
  readonly warnings: readonly Warning[];
  /** The run folder; null where it could not be written. */
  readonly out: string | null;
}
