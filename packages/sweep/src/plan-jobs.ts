import { type Bracket, listBrackets } from "./brackets.ts";
import type { Job, JobResults } from "./job.ts";
import type { JsonRecord } from "./json.ts";
import { type Ground, keyOfJob, keyOfOptions, keyOfTrial } from "./keys.ts";
import { compareScored, scoreOf } from "./score.ts";
import type { Study } from "./study.ts";

/**
 * The jobs that are missing and can be run now, each once, in a fixed order. A pure function: whoever has
 * the same results plans the same jobs, in whatever order the results came. A rung closes when all its jobs
 * have a result, failed ones among them; then the best continue from their checkpoints.
 *
 * @returns empty when the study is done, or waits for jobs that are at work
 */
export function planJobs(study: Study, ground: Ground, results: JobResults): Job[] {
  const missing = new Map<string, Job>();
  for (const bracket of listBrackets(study)) {
    for (const { jobs } of reachedRungs(study, ground, bracket, results)) {
      for (const job of jobs) if (!results.has(job.key)) missing.set(job.key, job);
    }
  }
  return [...missing.values()];
}

/** A rung that trials have reached or are on the way to. */
export interface ReachedRung {
  readonly epochs: number;
  readonly configurations: readonly JsonRecord[];
  /** One for each set of options and seed. */
  readonly jobs: readonly Job[];
  /** Whether every job has a result. */
  readonly isClosed: boolean;
}

/** The rungs of a bracket up to the first that is not closed. */
export function reachedRungs(
  study: Study,
  ground: Ground,
  { configurations, rungs }: Bracket,
  results: JobResults,
): ReachedRung[] {
  const reached: ReachedRung[] = [];
  let entrants = configurations;
  for (const [index, { epochs, size }] of rungs.entries()) {
    if (index > 0) entrants = chooseBest(study, ground, entrants, rungs[index - 1].epochs, results);
    entrants = entrants.slice(0, size);
    const before = index === 0 ? undefined : rungs[index - 1].epochs;
    const jobs = entrants.flatMap((options) =>
      study.seeds.map((seed) => makeJob(options, seed, ground, epochs, before)),
    );
    const isClosed = jobs.every(({ key }) => results.has(key));
    reached.push({ epochs, configurations: entrants, jobs, isClosed });
    if (!isClosed || jobs.length === 0) break;
  }
  return reached;
}

function makeJob(
  options: JsonRecord,
  seed: number,
  ground: Ground,
  epochs: number,
  before: number | undefined,
): Job {
  const key = keyOfTrial(options, seed, ground);
  return {
    key: keyOfJob(key, epochs),
    trial: { key, options, seed },
    epochs,
    ...(before !== undefined && before < epochs && { from: keyOfJob(key, before) }),
  };
}

/** Those without a failure, the best first; ties by key. */
function chooseBest(
  study: Study,
  ground: Ground,
  configurations: readonly JsonRecord[],
  epochs: number,
  results: JobResults,
): JsonRecord[] {
  return configurations
    .flatMap((options) => {
      const score = scoreOf(study, ground, options, epochs, results);
      return score?.failures === 0 ? [{ options, key: keyOfOptions(options), score }] : [];
    })
    .sort((a, b) => compareScored(study.metric, a, b))
    .map(({ options }) => options);
}
