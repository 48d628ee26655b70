import type { JobResults } from "./job.ts";
import type { JsonRecord } from "./json.ts";
import { type Ground, keyOfJob, keyOfTrial } from "./keys.ts";
import type { Study } from "./study.ts";

/** What a set of options reached over the study's seeds. */
export interface Score {
  /** Mean of the metric over the seeds that completed; NaN where none did. */
  readonly mean: number;
  /** Sample standard deviation over them; 0 where there are fewer than two. */
  readonly spread: number;
  readonly completed: number;
  readonly failures: number;
}

/** The score of a set of options at an epoch; undefined where a seed's result is missing. */
export function scoreOf(
  { seeds, metric }: Pick<Study, "seeds" | "metric">,
  ground: Ground,
  options: JsonRecord,
  epochs: number,
  results: JobResults,
): Score | undefined {
  const values: number[] = [];
  let failures = 0;
  for (const seed of seeds) {
    const result = results.get(keyOfJob(keyOfTrial(options, seed, ground), epochs));
    if (result === undefined) return undefined;
    if (result.status === "failed") failures++;
    else values.push(result[metric]);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  return { mean, spread, completed: values.length, failures };
}

/** A set of options with its score. */
export interface Scored {
  /** `keyOfOptions`, by which ties are decided. */
  readonly key: string;
  readonly score: Score;
}

/** An order for `sort`: complete before failed, then the better mean, then the smaller key. */
export function compareScored(metric: Study["metric"], a: Scored, b: Scored): number {
  const sign = metric === "valLoss" ? 1 : -1;
  return (
    a.score.failures - b.score.failures ||
    sign * (a.score.mean - b.score.mean) ||
    (a.key < b.key ? -1 : 1)
  );
}
