import { availableParallelism } from "node:os";
import { MessageChannel } from "node:worker_threads";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import { Piscina } from "piscina";
import { type Executor, type JobOutput, type JobTask, WorkerLostError } from "./executor.ts";
import type { ThreadAnswer, ThreadTask } from "./serve-jobs.ts";

/** The options of a ThreadPool. */
export interface ThreadPoolOptions {
  /** Default: as many as there are processors. */
  readonly threads?: number;
  /** What `workerData` of `node:worker_threads` gives the threads. */
  readonly workerData?: unknown;
  /** What Node is started with in the threads; default: as this process. */
  readonly execArgv?: readonly string[];
  /** A task that shows no progress for so long is ended, in milliseconds; default 600,000. */
  readonly hangMs?: number;
}

/** Tasks on threads of this process: the jobs of a study, unless its types say otherwise. */
export class ThreadPool<Task = JobTask, Output = JobOutput> implements Executor<Task, Output> {
  readonly concurrency: number;
  readonly #pool: Piscina<ThreadTask<Task>, ThreadAnswer<Output>>;
  readonly #hangMs: number;
  /** Aborted once a thread has ended that was not at work, as one that cannot start. */
  readonly #broken = new AbortController();

  /**
   * @param module the file that the threads run; it exports what `serveJobs` gave as `runJob`
   * @throws TypeError, RangeError for wrong options
   */
  constructor(module: URL, options: ThreadPoolOptions = {}) {
    checkOptions("ThreadPool", options, ["threads", "workerData", "execArgv", "hangMs"]);
    const { threads = availableParallelism(), workerData, execArgv, hangMs = 600_000 } = options;
    checkWhole("ThreadPool", "threads", threads, 1);
    checkWhole("ThreadPool", "hangMs", hangMs, 1);
    this.concurrency = threads;
    this.#hangMs = hangMs;
    // A thread that waits for work gives its processor to the others.
    this.#pool = new Piscina({
      filename: entry.href,
      argv: [module.href],
      name: "runJob",
      minThreads: threads,
      maxThreads: threads,
      atomics: "disabled",
      workerData,
      ...(execArgv && { execArgv: [...execArgv] }),
    });
    this.#pool.on("error", (cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      this.#broken.abort(
        new Error(`ThreadPool: expected threads that stay, got ${reason} (in ${module.href}).`, {
          cause,
        }),
      );
    });
  }

  async run(
    task: Task,
    signal: AbortSignal,
    onCheckpoint?: (bytes: Uint8Array) => void,
  ): Promise<Output> {
    const given = AbortSignal.any([signal, this.#broken.signal]);
    given.throwIfAborted();
    const { port1, port2 } = new MessageChannel();
    const hang = new AbortController();
    const watch = setTimeout(() => hang.abort(), this.#hangMs);
    port1.on("message", (bytes: Uint8Array | null) => {
      watch.refresh();
      if (bytes !== null) onCheckpoint?.(bytes);
    });
    try {
      const either = AbortSignal.any([given, hang.signal]);
      const answer = await this.#pool
        .run({ task, port: port2 }, { signal: either, transferList: [port2] })
        .catch((cause: unknown) => {
          given.throwIfAborted();
          throw hang.signal.aborted ? this.#describeHang() : describeLoss(cause);
        });
      if ("error" in answer) throw answer.error;
      return answer.output;
    } finally {
      clearTimeout(watch);
      port1.close();
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  #describeHang(): WorkerLostError {
    return new WorkerLostError(`no progress for ${this.#hangMs / 1000} s`);
  }
}

/** From `src` and from `dist` alike. */
const entry = new URL("../../src/executor/thread-entry.cjs", import.meta.url);

function describeLoss(cause: unknown): WorkerLostError {
  return new WorkerLostError(cause instanceof Error ? cause.message : String(cause), { cause });
}
