/** What a value of an option may be. */
export type OptionValue =
  | null
  | boolean
  | number
  | string
  | readonly OptionValue[]
  | { readonly [name: string]: OptionValue };

/** What the page of a study shows: a `StudyRecord` of `@rnn/sweep`, or another record of its shape. */
export interface StudyReport {
  readonly study: {
    readonly space: Readonly<Record<string, unknown>>;
    readonly seeds: readonly number[];
    readonly epochs: number;
    readonly metric: "valLoss" | "valAccuracy";
    readonly search: { readonly method: string };
  };
  readonly ground: { readonly data: string; readonly numbers: string; readonly engine: string };
  /** How many sets of options came to each rung. */
  readonly rungs: readonly {
    readonly bracket: number;
    readonly epochs: number;
    readonly entered: number;
    readonly failed: number;
  }[];
  readonly jobs: readonly {
    readonly options: Readonly<Record<string, OptionValue>>;
    readonly seed: number;
    readonly epochs: number;
    readonly fromEpoch: number;
    readonly result:
      | { readonly status: "completed" }
      | { readonly status: "failed"; readonly reason: string };
  }[];
  /** The best set first; `mean` is of the metric, null where every seed failed. */
  readonly leaderboard: readonly StudyLine[];
}

/** A set of options, with what it reached. */
export interface StudyLine {
  readonly rank: number;
  /** The options that differ. */
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly epochs: number;
  readonly mean: number | null;
  readonly spread: number;
  readonly failures: number;
}
