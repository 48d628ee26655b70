import { attempt, mostAttempts } from "./executor/attempt.ts";
import { type Executor, type JobOutput, WorkerLostError } from "./executor/executor.ts";
import type { Job, JobResult, JobResults } from "./job.ts";
import type { Ground } from "./keys.ts";
import { planJobs } from "./plan-jobs.ts";
import { type CheckpointStore, LatestCheckpoint } from "./store/checkpoint-store.ts";
import { JobStore } from "./store/job-store.ts";
import type { ResultStore } from "./store/result-store.ts";
import type { Study } from "./study.ts";

/** What happens while a study runs. */
export type StudyEvent =
  /** The store had it. */
  | { readonly kind: "found"; readonly job: Job; readonly result: JobResult }
  | { readonly kind: "started"; readonly job: Job }
  | {
      readonly kind: "finished";
      readonly job: Job;
      readonly result: JobResult;
      readonly durationMs: number;
    }
  /** A worker ended within the job; it is tried again, unless this was the last attempt. */
  | {
      readonly kind: "lost";
      readonly job: Job;
      readonly attempt: number;
      readonly reason: string;
    };

/** What a study runs with. */
export interface StudyContext {
  readonly store: ResultStore;
  /** Where jobs at work are kept, so that one that is ended is resumed within; default: nowhere. */
  readonly checkpoints?: CheckpointStore;
  readonly executor: Executor;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: StudyEvent) => void;
}

/** Outputs are kept while the next jobs are computed; so many at a time, since a disk takes several together. */
const mostKeeping = 8;

/** So many results are looked for at a time. */
const mostReading = 64;

/**
 * Runs the jobs of a study until none is missing: those that the store has are not run again, so that a
 * study that was ended is resumed by the same call. What comes back, and what is stored, depends neither on
 * the number of workers nor on the order in which they finish.
 *
 * @returns every result, by the key of its job
 * @throws the signal's reason; ResultConflictError; whatever a job threw that is not its result
 */
export async function runStudy(
  study: Study,
  ground: Ground,
  { store, checkpoints, executor, signal, onEvent = () => undefined }: StudyContext,
): Promise<JobResults> {
  const jobs = new JobStore(store);
  const results = new Map<string, JobResult>();
  const ended = new AbortController();
  const either = AbortSignal.any([ended.signal, ...(signal ? [signal] : [])]);
  /** Jobs that the executor has, and those whose outputs are being kept. */
  const atWork = new Map<string, Promise<void>>();
  const computing = new Set<Promise<void>>();
  let waiting: Job[] = [];
  let failure: { readonly error: unknown } | undefined;

  /** How many jobs were computed or kept, and how to end the wait for another. */
  let endings = 0;
  let wake = (): void => undefined;
  const noteEnding = (): void => {
    endings++;
    wake();
  };
  /** When the study may be planned again: to plan a large one takes long, and few results change the plan. */
  let planAt = -Infinity;

  const compute = async (job: Job, onBegin: () => void): Promise<JobOutput> => {
    onEvent({ kind: "started", job });
    const left = await checkpoints?.get(job.key);
    const checkpoint =
      left ?? (job.from === undefined ? undefined : await jobs.checkpoint(job.from));
    const task = { job, ...(checkpoint && { checkpoint }) };
    const kept = new LatestCheckpoint(checkpoints, job.key);
    try {
      return await attempt(executor, task, either, {
        onLost: (number, reason) => onEvent({ kind: "lost", job, attempt: number, reason }),
        onCheckpoint: (bytes) => kept.put(bytes),
        onBegin,
      }).catch(describeLoss);
    } finally {
      await kept.settle();
    }
  };
  const keep = async (job: Job, output: JobOutput, started: number): Promise<void> => {
    await jobs.put(job.key, output);
    await checkpoints?.remove(job.key);
    results.set(job.key, output.result);
    const durationMs = performance.now() - started;
    onEvent({ kind: "finished", job, result: output.result, durationMs });
  };
  const start = (job: Job): void => {
    let started = performance.now();
    const output = compute(job, () => {
      started = performance.now();
    });
    const free = output.then(ignore, ignore).finally(() => {
      computing.delete(free);
      noteEnding();
    });
    computing.add(free);
    const work = output
      .then((computed) => keep(job, computed, started))
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        atWork.delete(job.key);
        noteEnding();
      });
    atWork.set(job.key, work);
  };
  /** Until more jobs than those seen have ended, or the study may be planned again. */
  const waitForChange = async (seen: number): Promise<void> => {
    if (endings > seen) return;
    const until = waiting.length === 0 ? planAt - performance.now() : 0;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (until > 0) timer = setTimeout(resolve, until);
    });
    clearTimeout(timer);
  };

  try {
    for (;;) {
      if (failure !== undefined) throw failure.error;
      either.throwIfAborted();
      const seen = endings;
      if (waiting.length === 0 && (atWork.size === 0 || performance.now() >= planAt)) {
        const began = performance.now();
        waiting = await plan(study, ground, { results, atWork, jobs, onEvent });
        planAt = performance.now() + 4 * (performance.now() - began);
        if (waiting.length === 0 && atWork.size === 0 && endings === seen) return results;
      }
      const mostAtWork = executor.concurrency + mostKeeping;
      while (
        waiting.length > 0 &&
        computing.size < executor.concurrency &&
        atWork.size < mostAtWork
      ) {
        for (const job of waiting.splice(0, 1)) start(job);
      }
      await waitForChange(seen);
    }
  } finally {
    // Where one failed, the others are ended too; none is left at work.
    ended.abort();
    await Promise.allSettled(atWork.values());
  }
}

function ignore(): void {}

/** The missing jobs that nobody is at work on, after the store's results have been taken in. */
async function plan(
  study: Study,
  ground: Ground,
  {
    results,
    atWork,
    jobs,
    onEvent,
  }: {
    readonly results: Map<string, JobResult>;
    readonly atWork: ReadonlyMap<string, unknown>;
    readonly jobs: JobStore;
    readonly onEvent: (event: StudyEvent) => void;
  },
): Promise<Job[]> {
  for (;;) {
    const missing = planJobs(study, ground, results).filter(({ key }) => !atWork.has(key));
    const left: Job[] = [];
    for (let from = 0; from < missing.length; from += mostReading) {
      const some = missing.slice(from, from + mostReading);
      const found = await Promise.all(some.map(({ key }) => jobs.result(key)));
      for (const [i, job] of some.entries()) {
        const result = found[i];
        if (result === undefined) {
          left.push(job);
          continue;
        }
        results.set(job.key, result);
        onEvent({ kind: "found", job, result });
      }
    }
    // What was found may have closed a rung.
    if (left.length === missing.length) return left;
  }
}

/** A job whose worker was lost again and again has failed, and its rung closes without it. */
function describeLoss(error: unknown): JobOutput {
  if (!(error instanceof WorkerLostError)) throw error;
  const reason = `Its worker ended ${mostAttempts} times without a result: ${error.message}.`;
  return { result: { status: "failed", reason } };
}
