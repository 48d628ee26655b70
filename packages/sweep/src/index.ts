export { type Bracket, listBrackets, type Rung } from "./brackets.ts";
export { checkStudy } from "./check-study.ts";
export { countConfigurations, drawConfigurations, listConfigurations } from "./configurations.ts";
export {
  describeStudy,
  type JobRecord,
  type LeaderboardLine,
  type RungRecord,
  type StudyRecord,
} from "./describe-study.ts";
export {
  type Executor,
  type JobOutput,
  type JobTask,
  WorkerLostError,
} from "./executor/executor.ts";
export {
  type JobHandler,
  serveJobs,
  type ThreadAnswer,
  type ThreadTask,
} from "./executor/serve-jobs.ts";
export { ThreadPool, type ThreadPoolOptions } from "./executor/thread-pool.ts";
export { extendStudy } from "./extend-study.ts";
export { formatLeaderboardCsv } from "./format-leaderboard-csv.ts";
export { formatOptunaJournal } from "./format-optuna-journal.ts";
export type { Job, JobResult, JobResults, Trial } from "./job.ts";
export { type JsonRecord, type JsonValue, toCanonicalJson } from "./json.ts";
export { type Ground, keyOfJob, keyOfOptions, keyOfTrial } from "./keys.ts";
export type { OptunaContext } from "./optuna/ask-optuna.ts";
export { planJobs, type ReachedRung, reachedRungs } from "./plan-jobs.ts";
export { type RankedTrial, rankTrials } from "./rank-trials.ts";
export { runStudy, type StudyContext, type StudyEvent } from "./run-study.ts";
export { type KeyedTask, runTasks, type TasksContext } from "./run-tasks.ts";
export type { Score } from "./score.ts";
export { CheckpointFolder } from "./store/checkpoint-folder.ts";
export type { CheckpointStore } from "./store/checkpoint-store.ts";
export { FolderStore } from "./store/folder-store.ts";
export { JobStore } from "./store/job-store.ts";
export { ResultConflictError, type ResultStore } from "./store/result-store.ts";
export type { Dimension, Range, Search, Study } from "./study.ts";
