import { availableParallelism } from "node:os";
import { type Executor, WorkerLostError } from "@rnn/sweep";
import { type Outcome, type QueuedTask, UnfitWorkerError } from "@rnn/sweep/queue";
import { openScoreWork } from "./open-score-work.ts";
import { openTrialWork, type WorkPlace } from "./open-trial-work.ts";
import type { Work } from "./work.ts";

/** Threads for the tasks of one sender. */
type WorkPool = Executor<never, unknown>;

interface OpenedPool {
  readonly pool: Promise<WorkPool>;
  atWork: number;
}

/** The tasks of a queue, whatever they are, on the threads of this process. */
export class QueueWork implements Executor<QueuedTask, Outcome> {
  readonly concurrency: number;
  readonly #place: Omit<WorkPlace, "signal">;
  /** By their work as JSON. */
  readonly #opened = new Map<string, OpenedPool>();

  constructor(place: Omit<WorkPlace, "signal">) {
    this.#place = place;
    this.concurrency = place.workers ?? availableParallelism();
  }

  /** Takes threads that are there already for the tasks of some work. */
  adopt(work: Work, pool: WorkPool): void {
    this.#opened.set(JSON.stringify(work), { pool: Promise.resolve(pool), atWork: 0 });
  }

  async run(
    { context, task }: QueuedTask,
    signal: AbortSignal,
    onCheckpoint?: (bytes: Uint8Array) => void,
  ): Promise<Outcome> {
    const opened = this.#open(context as Work, signal);
    opened.atWork++;
    try {
      const pool = await opened.pool;
      return { output: await pool.run(task as never, signal, onCheckpoint) };
    } catch (error) {
      if (signal.aborted || error instanceof WorkerLostError) throw error;
      const message = error instanceof Error ? error.message : String(error);
      return error instanceof UnfitWorkerError ? { unfit: message } : { error: message };
    } finally {
      opened.atWork--;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#opened.values()].map(closePool));
  }

  #open(work: Work, signal: AbortSignal): OpenedPool {
    const key = JSON.stringify(work);
    const found = this.#opened.get(key);
    if (found !== undefined) return found;
    this.#closeIdle();
    const opened = { pool: this.#start(work, signal), atWork: 0 };
    this.#opened.set(key, opened);
    return opened;
  }

  async #start(work: Work, signal: AbortSignal): Promise<WorkPool> {
    const place = { ...this.#place, signal };
    if (work.kind === "trial") return openTrialWork(work, place);
    if (work.kind === "score") return openScoreWork(work, place);
    const { kind } = work as { readonly kind: unknown };
    throw new UnfitWorkerError(
      `worker: expected trials or chunks of a scoring, got ${JSON.stringify(kind)}. ` +
        "A later version of this program sent it: use that one.",
    );
  }

  /** Threads of work that has ended, or waits, give their processors and memory to others. */
  #closeIdle(): void {
    for (const [key, opened] of this.#opened) {
      if (opened.atWork > 0) continue;
      this.#opened.delete(key);
      void closePool(opened);
    }
  }
}

/** Where there is one. */
async function closePool({ pool }: OpenedPool): Promise<void> {
  const opened = await pool.catch(() => undefined);
  await opened?.close();
}
