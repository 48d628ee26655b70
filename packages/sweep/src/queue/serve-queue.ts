import { checkOptions } from "@rnn/tensor/checks";
import type { Job, Worker } from "bullmq";
import { type Executor, WorkerLostError } from "../executor/executor.ts";
import { fromMessage } from "./message.ts";
import { QueueConnection, reportErrors } from "./queue-connection.ts";
import {
  keyPrefix,
  type QueueOptions,
  queueName,
  queueOptionNames,
  resolveQueueOptions,
} from "./queue-options.ts";
import {
  type Outcome,
  type QueuedTask,
  type TaskRecord,
  type TaskReturn,
  UnfitWorkerError,
} from "./queued-task.ts";

/** The options of serveQueue. */
export interface ServeQueueOptions extends QueueOptions {
  /** Ends the service. */
  readonly signal: AbortSignal;
  /** Computes the tasks; its module exports what `serveQueuedJobs` gave. */
  readonly executor: Executor<QueuedTask, Outcome>;
  /** Is called with what the worker does: taken, finished and failed jobs. */
  readonly onEvent?: (event: WorkerEvent) => void;
}

/** What a worker does. */
export interface WorkerEvent {
  readonly kind: "ready" | "started" | "finished" | "lost" | "returned";
  /** Of the task; undefined for `ready`. */
  readonly id?: string;
}

/**
 * Computes the tasks of a queue until the signal ends it; what is at work then goes back into the queue within
 * a second, and counts as not begun.
 *
 * @param url redis://host:6379, or rediss:// for TLS
 * @throws TypeError, RangeError for wrong options; Error within five seconds where the queue cannot be used;
 *   UnfitWorkerError where this worker cannot do what it was given, which goes back into the queue
 */
export async function serveQueue(url: string, options: ServeQueueOptions): Promise<void> {
  const { signal, executor, onEvent = () => undefined, ...given } = options;
  checkOptions("serveQueue", given, queueOptionNames);
  const resolved = resolveQueueOptions("serveQueue", given);
  const connection = await QueueConnection.open(url, resolved);
  const service = new QueueService(connection, executor, onEvent);
  try {
    await service.run(signal);
  } finally {
    connection.close();
  }
}

/** A queue that does not answer is left alone after this time: its locks run out. */
const closingMs = 900;

class QueueService {
  readonly #connection: QueueConnection;
  readonly #executor: Executor<QueuedTask, Outcome>;
  readonly #onEvent: (event: WorkerEvent) => void;
  readonly #worker: Worker<TaskRecord, TaskReturn>;
  readonly #ended = new AbortController();
  readonly #report: (error: Error) => void;
  /** Why this worker can do nothing more. */
  #failure: { readonly error: unknown } | undefined;

  constructor(
    connection: QueueConnection,
    executor: Executor<QueuedTask, Outcome>,
    onEvent: (event: WorkerEvent) => void,
  ) {
    this.#connection = connection;
    this.#executor = executor;
    this.#onEvent = onEvent;
    const { drivers, options, redis } = connection;
    this.#worker = new drivers.bullmq.Worker(
      queueName,
      (job: Job<TaskRecord, TaskReturn>, token?: string) => this.#compute(job, token ?? ""),
      {
        connection: redis,
        prefix: keyPrefix,
        concurrency: executor.concurrency,
        lockDuration: options.lockMs,
        stalledInterval: options.lockMs,
        // One loss ends the job: who sent it counts them, and sends it again.
        maxStalledCount: 0,
        runRetryDelay: 1000,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
    );
    this.#report = reportErrors(options.onNotice);
    this.#worker.on("error", this.#report);
  }

  /** @throws what the worker could not do its work for */
  async run(signal: AbortSignal): Promise<void> {
    const end = (): void => this.#ended.abort();
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    try {
      await this.#worker.waitUntilReady();
      this.#onEvent({ kind: "ready" });
      if (!this.#ended.signal.aborted) {
        await new Promise((resolve) => this.#ended.signal.addEventListener("abort", resolve));
      }
    } finally {
      signal.removeEventListener("abort", end);
      await this.#close();
    }
    if (this.#failure) throw this.#failure.error;
  }

  async #close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, closingMs);
    });
    await Promise.race([this.#worker.close().catch(() => undefined), late]);
    clearTimeout(timer);
  }

  async #compute(job: Job<TaskRecord, TaskReturn>, token: string): Promise<TaskReturn> {
    const id = job.id ?? "";
    let outcome: Outcome;
    try {
      // Somebody was faster, who was sent the same, or was taken to be away.
      if (await this.#connection.store.hasOutput(id)) return null;
      this.#onEvent({ kind: "started", id });
      outcome = await this.#outcomeOf(id, job.data);
      if ("unfit" in outcome) throw new UnfitWorkerError(outcome.unfit);
    } catch (error) {
      if (error instanceof WorkerLostError) {
        this.#onEvent({ kind: "lost", id });
        return { lost: error.message };
      }
      return this.#giveBack(job, token, error);
    }
    if ("error" in outcome) return { error: outcome.error };
    try {
      await this.#connection.store.putOutput(id, outcome.output);
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
    this.#onEvent({ kind: "finished", id });
    return null;
  }

  /** Ends this worker, where it has not been ended: another one takes the task. */
  async #giveBack(job: Job<TaskRecord, TaskReturn>, token: string, error: unknown): Promise<never> {
    if (!this.#ended.signal.aborted) {
      this.#failure = { error };
      this.#ended.abort();
    }
    this.#onEvent({ kind: "returned", id: job.id ?? "" });
    await job.moveToWait(token);
    throw new this.#connection.drivers.bullmq.WaitingError();
  }

  async #outcomeOf(id: string, { json, parts: count, sharedId }: TaskRecord): Promise<Outcome> {
    const { store } = this.#connection;
    this.#checkShared(sharedId);
    const parts = await store.input(id, count);
    // Forgotten, as by a Redis that was emptied: the sender sends it again.
    if (parts === undefined) throw new WorkerLostError("what it works on is gone from the queue");
    const given = fromMessage({ json, parts }) as QueuedTask<object>;
    const checkpoint = await store.progress(id);
    const task = checkpoint ? { ...given.task, checkpoint } : given.task;
    return this.#executor.run({ ...given, task }, this.#ended.signal, (bytes) => {
      void store.putProgress(id, bytes).catch(this.#report);
    });
  }

  /** @throws UnfitWorkerError where the sender shares another folder, or none */
  #checkShared(expected: string | undefined): void {
    const { sharedId, options } = this.#connection;
    if (sharedId === expected) return;
    const { shared, sharedOption: option } = options;
    const [wanted, got, advice] =
      expected === undefined
        ? [`no ${option}`, "one", "Leave it out, or start the sender with it."]
        : shared === undefined
          ? [option, "none", "Name the folder that all machines share."]
          : [`the folder of ${option}`, `another one (${shared})`, "Mount the same one here."];
    throw new UnfitWorkerError(
      `worker: expected ${wanted}, as the sender has it, got ${got}. ${advice}`,
    );
  }
}
