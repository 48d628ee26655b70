/**
 * A study as a journal of Optuna's `JournalFileBackend` (4 and 5), which its dashboard opens: a line of JSON for the
 * study, and one for each set of options, with its score at each rung. Sets that did not reach the last epoch are
 * pruned ones. It has no times.
 */
import { listBrackets } from "./brackets.ts";
import type { JobRecord, StudyRecord } from "./describe-study.ts";
import type { JobResult } from "./job.ts";
import type { JsonRecord, JsonValue } from "./json.ts";
import { keyOfOptions } from "./keys.ts";
import { scoreOf } from "./score.ts";
import { type Dimension, isRange } from "./study.ts";

const worker = "rnn-train";
const createStudy = 0;
const createTrial = 4;
const states = { completed: 1, pruned: 2, failed: 3 } as const;
const someTime = "1970-01-01T00:00:00+00:00";

/** The journal of a study under a name. */
export function formatOptunaJournal(record: StudyRecord, name: string): string {
  const { study, jobs } = record;
  const directions = [study.metric === "valLoss" ? 1 : 2];
  const trials = listTried(record).map((options) => describeTrial(record, options, jobs));
  return [{ op_code: createStudy, worker_id: worker, study_name: name, directions }, ...trials]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
}

/** Each set of options once, in the order in which the study lists them. */
function listTried({ study, jobs }: StudyRecord): JsonRecord[] {
  const tried = new Set(jobs.map(({ options }) => keyOfOptions(options)));
  const sets = new Map<string, JsonRecord>();
  for (const { configurations } of listBrackets(study)) {
    for (const options of configurations) {
      const key = keyOfOptions(options);
      if (tried.has(key)) sets.set(key, options);
    }
  }
  return [...sets.values()];
}

function describeTrial(
  { study, ground }: StudyRecord,
  options: JsonRecord,
  jobs: readonly JobRecord[],
): object {
  const own = jobs.filter((job) => keyOfOptions(job.options) === keyOfOptions(options));
  const results = new Map<string, JobResult>(own.map(({ key, result }) => [key, result]));
  const rungs = [...new Set(own.map(({ epochs }) => epochs))].sort((a, b) => a - b);
  const scores = rungs.flatMap((epochs) => {
    const score = scoreOf(study, ground, options, epochs, results);
    return score === undefined ? [] : [{ epochs, ...score }];
  });
  const last = scores.at(-1);
  const isWhole = last?.epochs === study.epochs;
  const state =
    last === undefined || last.failures > 0 ? "failed" : isWhole ? "completed" : "pruned";
  const dimensions = Object.entries(study.space);
  return {
    op_code: createTrial,
    worker_id: worker,
    study_id: 0,
    datetime_start: someTime,
    datetime_complete: someTime,
    state: states[state],
    value: state === "failed" ? null : (last?.mean ?? null),
    values: null,
    distributions: Object.fromEntries(
      dimensions.map(([name, dimension]) => [name, JSON.stringify(distributionOf(dimension))]),
    ),
    params: Object.fromEntries(
      dimensions.map(([name, dimension]) => [name, internalValue(dimension, options[name])]),
    ),
    user_attrs: { seeds: study.seeds, spread: last?.spread ?? 0 },
    system_attrs: {},
    intermediate_values: Object.fromEntries(
      scores.flatMap(({ epochs, mean }) => (Number.isNaN(mean) ? [] : [[epochs, mean]])),
    ),
  };
}

function distributionOf(dimension: Dimension): object {
  if (!isRange(dimension)) {
    return {
      name: "CategoricalDistribution",
      attributes: { choices: dimension.map(choiceOf) },
    };
  }
  const { min: low, max: high, scale, integer = false } = dimension;
  const log = scale === "log";
  return integer
    ? { name: "IntDistribution", attributes: { log, step: 1, low, high } }
    : { name: "FloatDistribution", attributes: { step: null, low, high, log } };
}

/** What Optuna keeps of a value: of one of a list, its place. */
function internalValue(dimension: Dimension, value: JsonValue): number {
  if (isRange(dimension)) return Number(value);
  const text = JSON.stringify(value);
  return dimension.findIndex((each) => JSON.stringify(each) === text);
}

/** Optuna knows no lists and objects as choices. */
function choiceOf(value: JsonValue): JsonValue {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}
