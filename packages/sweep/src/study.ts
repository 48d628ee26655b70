import type { JsonRecord, JsonValue } from "./json.ts";

/** Numbers from `min` to `max`, both included. */
export interface Range {
  readonly min: number;
  readonly max: number;
  /** `log`: as many below the geometric middle as above it; default `linear`. */
  readonly scale?: "linear" | "log";
  /** Whole numbers only; default false. */
  readonly integer?: boolean;
  /** How many points of it a grid has. */
  readonly count?: number;
}

/** The values that one option is tried with. */
export type Dimension = readonly JsonValue[] | Range;

/** Which sets of options are tried, and for how long. */
export type Search =
  /** All combinations, each to the end. */
  | { readonly method: "grid" }
  /** Some combinations at random, each to the end. */
  | { readonly method: "random"; readonly trials: number; readonly seed: number }
  /** Many for a few epochs; the best 1 / eta of them go on, eta times as long, and so on. */
  | {
      readonly method: "successiveHalving";
      readonly trials: number;
      readonly minEpochs: number;
      readonly eta: number;
      readonly seed: number;
    }
  /** Those that Optuna suggests by the results of those before, `batch` at a time, each to the end. */
  | {
      readonly method: "optuna";
      readonly trials: number;
      readonly batch: number;
      readonly seed: number;
      /** What it has suggested so far. */
      readonly suggested: readonly JsonRecord[];
    }
  /** Several successive halvings, from many short trials to few long ones. */
  | {
      readonly method: "hyperband";
      readonly minEpochs: number;
      readonly eta: number;
      readonly seed: number;
    };

/** A study: one network tried with many sets of options. */
export interface Study {
  /** Options that all trials share, as a run's config.json has them. */
  readonly options: JsonRecord;
  /** Options that differ. */
  readonly space: Readonly<Record<string, Dimension>>;
  /** Each set of options is tried with each of these seeds. */
  readonly seeds: readonly number[];
  /** The most epochs of a trial. */
  readonly epochs: number;
  /** What trials are compared by: the loss of the validation rows (less is better) or their accuracy. */
  readonly metric: "valLoss" | "valAccuracy";
  readonly search: Search;
}

/** Whether a dimension is a range. */
export function isRange(dimension: Dimension): dimension is Range {
  return !Array.isArray(dimension);
}
