import { listBrackets } from "./brackets.ts";
import type { JobResults } from "./job.ts";
import type { JsonRecord } from "./json.ts";
import { type Ground, keyOfOptions } from "./keys.ts";
import { reachedRungs } from "./plan-jobs.ts";
import { compareScored, type Score, scoreOf } from "./score.ts";
import type { Study } from "./study.ts";

/** A line of the leaderboard. */
export interface RankedTrial {
  readonly key: string;
  readonly options: JsonRecord;
  /** The furthest epoch that all its seeds have a result at. */
  readonly epochs: number;
  readonly score: Score;
}

/**
 * Every set of options that has a score, those that reached most epochs first, and among them the best by
 * the mean over the seeds. Sets with failures follow those without; ties are decided by key.
 */
export function rankTrials(study: Study, ground: Ground, results: JobResults): RankedTrial[] {
  const furthest = new Map<string, RankedTrial>();
  for (const bracket of listBrackets(study)) {
    for (const { epochs, configurations } of reachedRungs(study, ground, bracket, results)) {
      for (const options of configurations) {
        const key = keyOfOptions(options);
        const score = scoreOf(study, ground, options, epochs, results);
        if (score === undefined || (furthest.get(key)?.epochs ?? 0) >= epochs) continue;
        furthest.set(key, { key, options, epochs, score });
      }
    }
  }
  return [...furthest.values()].sort(
    (a, b) => b.epochs - a.epochs || compareScored(study.metric, a, b),
  );
}
