import { listBrackets } from "./brackets.ts";
import type { Job, JobResult, JobResults } from "./job.ts";
import type { JsonRecord } from "./json.ts";
import type { Ground } from "./keys.ts";
import { reachedRungs } from "./plan-jobs.ts";
import { type RankedTrial, rankTrials } from "./rank-trials.ts";
import type { Study } from "./study.ts";

/** A study with its results: equal studies on equal ground give equal records. */
export interface StudyRecord {
  readonly format: "1";
  readonly study: Study;
  readonly ground: Ground;
  /** Every rung that was reached, in the order of the brackets. */
  readonly rungs: readonly RungRecord[];
  /** Every job that has a result, each once. */
  readonly jobs: readonly JobRecord[];
  readonly leaderboard: readonly LeaderboardLine[];
}

/** How many sets of options came to a rung, and went on from it. */
export interface RungRecord {
  readonly bracket: number;
  readonly epochs: number;
  readonly entered: number;
  readonly failed: number;
}

/** A job and its result. */
export interface JobRecord {
  readonly key: string;
  readonly trial: string;
  readonly options: JsonRecord;
  readonly seed: number;
  readonly epochs: number;
  /** From which epoch it went on; 0 for the start. */
  readonly fromEpoch: number;
  readonly result: JobResult;
}

/** A set of options, with what it reached over the seeds. */
export interface LeaderboardLine {
  readonly rank: number;
  readonly key: string;
  /** The options that differ between the trials. */
  readonly options: JsonRecord;
  readonly epochs: number;
  /** Of the study's metric; null where every seed failed. */
  readonly mean: number | null;
  readonly spread: number;
  readonly completed: number;
  readonly failures: number;
}

/** The record of a study and the results that there are. */
export function describeStudy(study: Study, ground: Ground, results: JobResults): StudyRecord {
  const rungs: RungRecord[] = [];
  const jobs = new Map<string, JobRecord>();
  for (const [bracket, described] of listBrackets(study).entries()) {
    let before = 0;
    for (const rung of reachedRungs(study, ground, described, results)) {
      const { epochs, configurations, jobs: planned } = rung;
      const failed = planned.filter(({ key }) => results.get(key)?.status === "failed").length;
      rungs.push({ bracket, epochs, entered: configurations.length, failed });
      for (const job of planned) addRecord(jobs, job, before, results);
      before = epochs;
    }
  }
  const leaderboard = rankTrials(study, ground, results).map((line, n) =>
    describeRanked(study, line, n + 1),
  );
  return { format: "1", study, ground, rungs, jobs: [...jobs.values()], leaderboard };
}

function addRecord(
  records: Map<string, JobRecord>,
  { key, trial, epochs, from }: Job,
  before: number,
  results: JobResults,
): void {
  const result = results.get(key);
  if (result === undefined || records.has(key)) return;
  const { options, seed } = trial;
  const fromEpoch = from === undefined ? 0 : before;
  const record = { key, trial: trial.key, options, seed, epochs, fromEpoch };
  records.set(key, { ...record, result: inOrder(result) });
}

/** The result with its names in one order, whether it was computed or read. */
function inOrder(result: JobResult): JobResult {
  if (result.status === "failed") return { status: result.status, reason: result.reason };
  const { status, valLoss, valAccuracy } = result;
  return { status, valLoss, valAccuracy };
}

function describeRanked(study: Study, line: RankedTrial, rank: number): LeaderboardLine {
  const { mean, ...score } = line.score;
  const names = Object.keys(study.space);
  return {
    rank,
    key: line.key,
    options: Object.fromEntries(names.map((name) => [name, line.options[name]])),
    epochs: line.epochs,
    mean: Number.isNaN(mean) ? null : mean,
    ...score,
  };
}
