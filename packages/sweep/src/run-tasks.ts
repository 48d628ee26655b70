import { attempt } from "./executor/attempt.ts";
import { type Executor, WorkerLostError } from "./executor/executor.ts";
import type { ResultStore } from "./store/result-store.ts";

/** Work whose output is kept under its key: equal keys have equal outputs. */
export interface KeyedTask {
  readonly key: string;
}

/** What tasks are run with. */
export interface TasksContext<Task extends KeyedTask> {
  /** Where outputs are kept. A task that has one is not run again. */
  readonly store: ResultStore;
  readonly executor: Executor<Task, Uint8Array>;
  readonly signal?: AbortSignal;
  /** Called when the output of a task is kept, in whatever order they end. Waited for. */
  readonly onEnd?: (task: Task) => void | Promise<void>;
  /** Called where a worker is lost, before its task is tried again. */
  readonly onLost?: (task: Task, attempt: number, reason: string) => void;
}

/**
 * Runs tasks until there are no more, those alone whose outputs the store lacks, so that the same call resumes what
 * was ended. They are read no faster than they are run: as many are held as the executor takes at a time.
 *
 * @throws the signal's reason; Error for a task whose worker is lost three times; whatever reading or work threw.
 *   None is left at work then
 *
 * @example
 * ```ts
 * const kept = new Map<string, Uint8Array>();
 * const store = {
 *   get: async (key: string) => kept.get(key),
 *   put: async (key: string, bytes: Uint8Array) => void kept.set(key, bytes),
 * };
 * const executor = {
 *   concurrency: 2,
 *   run: async ({ key }: { key: string }) => new TextEncoder().encode(key),
 *   close: async () => {},
 * };
 * async function* tasks() { yield { key: "a" }; yield { key: "b" }; }
 * await runTasks(tasks(), { store, executor });
 * [...kept.keys()]; // => ["a", "b"]
 * ```
 */
export async function runTasks<Task extends KeyedTask>(
  tasks: AsyncIterable<Task>,
  { store, executor, signal, onEnd, onLost }: TasksContext<Task>,
): Promise<void> {
  const ended = new AbortController();
  const either = AbortSignal.any([ended.signal, ...(signal ? [signal] : [])]);
  const atWork = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;

  const compute = async (task: Task): Promise<void> => {
    const output = await attempt(executor, task, either, {
      onLost: (number, reason) => onLost?.(task, number, reason),
    }).catch((error: unknown) => {
      throw error instanceof WorkerLostError ? describeLoss(task, error) : error;
    });
    await store.put(task.key, output);
    await onEnd?.(task);
  };
  const throwIfEnded = (): void => {
    if (failure !== undefined) throw failure.error;
    either.throwIfAborted();
  };

  try {
    for await (const task of tasks) {
      throwIfEnded();
      if ((await store.get(task.key)) !== undefined) {
        await onEnd?.(task);
        continue;
      }
      const work = compute(task)
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => atWork.delete(work));
      atWork.add(work);
      if (atWork.size >= executor.concurrency) await Promise.race(atWork);
      throwIfEnded();
    }
    await Promise.all(atWork);
    throwIfEnded();
  } finally {
    ended.abort();
    await Promise.allSettled(atWork);
  }
}

function describeLoss({ key }: KeyedTask, cause: WorkerLostError): Error {
  return new Error(
    `runTasks: expected the output of ${key}, got three workers that ended without it: ${cause.message}.`,
    { cause },
  );
}
