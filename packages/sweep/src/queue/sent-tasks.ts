import { setMaxListeners } from "node:events";
import type { Queue, QueueEvents } from "bullmq";
import { WorkerLostError } from "../executor/executor.ts";
import { areEqualBytes } from "../store/result-store.ts";
import type { TaskDescription } from "./describe-task.ts";
import { describeFull, fullError, RoomWatch } from "./full-redis.ts";
import { type QueueConnection, reportErrors } from "./queue-connection.ts";
import { keyPrefix, queueName } from "./queue-options.ts";
import type { TaskRecord, TaskReturn } from "./queued-task.ts";

/** A task that somebody waits for. */
interface Wanted extends TaskDescription {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onCheckpoint: ((bytes: Uint8Array) => void) | undefined;
  sentAt: number;
  readonly onBegin: (() => void) | undefined;
  /** How often in a row neither a job nor an output was found. */
  missed: number;
}

/** So many tasks are added to the queue at once. */
const batchSize = 500;

/** Outputs stay so long after they were fetched, so that whoever waits for them has kept them. */
const keepingMs = 5000;

/** A queue that does not answer is left alone after this time. */
const closingMs = 2000;

/** The tasks that this process has in the queue, until their outputs are fetched. */
export class SentTasks {
  readonly #connection: QueueConnection;
  readonly #room: RoomWatch;
  readonly #queue: Queue<TaskRecord>;
  readonly #events: QueueEvents;
  readonly #wanted = new Map<string, Wanted>();
  /** Those that nobody waits for any more, though a worker may be at them. */
  readonly #abandoned = new Set<string>();
  /** Those that were fetched, by id, with how to forget them. */
  readonly #fetched = new Map<string, { readonly parts: number; readonly timer: NodeJS.Timeout }>();
  #unsent: Wanted[] = [];
  #sending: Promise<void> | undefined;
  #checking: NodeJS.Timeout | undefined;
  #isClosed = false;
  /** Whether no worker was connected when the queue was last looked through. */
  #isAlone = false;

  private constructor(connection: QueueConnection) {
    const { bullmq } = connection.drivers;
    const { onNotice } = connection.options;
    this.#connection = connection;
    this.#room = new RoomWatch(connection.redis);
    const opened = { connection: connection.redis, prefix: keyPrefix };
    this.#queue = new bullmq.Queue(queueName, opened);
    this.#events = new bullmq.QueueEvents(queueName, opened);
    this.#queue.on("error", reportErrors(onNotice));
    this.#events.on("error", reportErrors(onNotice));
    this.#events.on("completed", ({ jobId, returnvalue }) => {
      void this.#settle(jobId, returnvalue);
    });
    this.#events.on("active", ({ jobId }) => this.#wanted.get(jobId)?.onBegin?.());
    this.#events.on("failed", ({ jobId }) => {
      void this.#lose(jobId, "it stopped answering");
    });
  }

  /** @param checkMs how often the queue is looked through for what no event reported */
  static async open(connection: QueueConnection, checkMs: number): Promise<SentTasks> {
    const sent = new SentTasks(connection);
    await sent.#events.waitUntilReady();
    sent.#scheduleCheck(checkMs);
    return sent;
  }

  /**
   * Sends a task, and waits for its output.
   * @throws WorkerLostError; the signal's reason; Error for what the work threw
   */
  send(
    description: TaskDescription,
    signal: AbortSignal,
    { onCheckpoint, onBegin }: Pick<Wanted, "onCheckpoint" | "onBegin">,
  ): Promise<unknown> {
    const { id } = description;
    return new Promise((resolve, reject) => {
      const abandon = (): void => {
        if (this.#wanted.delete(id)) this.#abandoned.add(id);
        reject(signal.reason);
      };
      // As many as there are tasks in the queue.
      setMaxListeners(0, signal);
      signal.addEventListener("abort", abandon, { once: true });
      const end = (): void => signal.removeEventListener("abort", abandon);
      const wanted: Wanted = {
        ...description,
        onCheckpoint,
        onBegin,
        sentAt: performance.now(),
        missed: 0,
        resolve: (output) => {
          end();
          resolve(output);
        },
        reject: (error) => {
          end();
          reject(error);
        },
      };
      this.#abandoned.delete(id);
      this.#wanted.set(id, wanted);
      this.#enqueue(wanted);
    });
  }

  /** Takes back the tasks that no worker has begun, and forgets what was fetched. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#checking);
    const settled = this.#connection.isReady ? this.#takeBack() : Promise.resolve();
    await Promise.race([settled.catch(() => undefined), waitAtMost(closingMs)]);
    await Promise.race([this.#events.close().catch(() => undefined), waitAtMost(closingMs)]);
    await this.#queue.close().catch(() => undefined);
  }

  async #takeBack(): Promise<void> {
    await this.#sending;
    const released = [...this.#fetched.keys()].map((id) => this.#release(id));
    const removed = [...this.#abandoned, ...this.#wanted.keys()].map((id) =>
      this.#queue.remove(id),
    );
    await Promise.allSettled([...released, ...removed]);
  }

  #enqueue(wanted: Wanted): void {
    this.#unsent.push(wanted);
    this.#sending ??= this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    // With all others of this turn.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#unsent.length > 0 && !this.#isClosed) {
      await this.#sendBatch(this.#unsent.splice(0, batchSize));
    }
    this.#sending = undefined;
  }

  async #sendBatch(batch: readonly Wanted[]): Promise<void> {
    const { store, options, sharedId } = this.#connection;
    try {
      const found = await Promise.all(batch.map((wanted) => this.#fetch(wanted)));
      const left = batch.filter(({ id }, i) => !found[i] && this.#wanted.has(id));
      await Promise.all(left.map(({ id, parts }) => store.putInput(id, parts)));
      await this.#queue.addBulk(
        left.map(({ id, json, parts }) => ({
          name: "task",
          data: { json, parts: parts.length, ...(sharedId !== undefined && { sharedId }) },
          opts: { jobId: id, removeOnComplete: true, removeOnFail: true },
        })),
      );
    } catch (error) {
      for (const wanted of batch) this.#end(wanted)?.reject(describeFull(error, options.option));
    }
  }

  async #settle(id: string, returned: TaskReturn): Promise<void> {
    const wanted = this.#wanted.get(id);
    if (wanted === undefined) return;
    if (returned !== null && "error" in returned) {
      const { option } = this.#connection.options;
      this.#end(wanted)?.reject(describeFull(new Error(returned.error), option));
    } else if (returned !== null && "lost" in returned) {
      await this.#lose(id, returned.lost);
    } else if (!(await this.#fetch(wanted))) {
      this.#enqueue(wanted);
    }
  }

  /** A worker began the task and ended without an output. */
  async #lose(id: string, reason: string): Promise<void> {
    const wanted = this.#wanted.get(id);
    // A worker that was taken to be away may have finished all the same.
    if (wanted === undefined || (await this.#fetch(wanted))) return;
    const { reconnectedAt, options, store } = this.#connection;
    const [now, graceMs] = [performance.now(), 4 * options.lockMs];
    if (wanted.sentAt < reconnectedAt && now - reconnectedAt < graceMs) {
      // Locks ran out while Redis was away: that is not the task's doing.
      wanted.sentAt = now;
      this.#enqueue(wanted);
      return;
    }
    const progress = await store.progress(id);
    // The one that it was sent with is no progress.
    if (progress && !wanted.parts.some((part) => areEqualBytes(part, progress))) {
      wanted.onCheckpoint?.(progress);
    }
    this.#end(wanted)?.reject(new WorkerLostError(reason));
  }

  /** Whether the output was there. */
  async #fetch(wanted: Wanted): Promise<boolean> {
    const { id, parts } = wanted;
    try {
      const found = await this.#connection.store.output(id);
      if (found === undefined) return false;
      if (!this.#fetched.has(id)) {
        const timer = setTimeout(() => void this.#release(id).catch(() => undefined), keepingMs);
        timer.unref();
        this.#fetched.set(id, { parts: parts.length, timer });
      }
      this.#end(wanted)?.resolve(found.value);
    } catch (error) {
      this.#end(wanted)?.reject(error);
    }
    return true;
  }

  /** The task, unless somebody else ended it before. */
  #end(wanted: Wanted): Wanted | undefined {
    if (this.#wanted.get(wanted.id) !== wanted) return undefined;
    this.#wanted.delete(wanted.id);
    return wanted;
  }

  async #release(id: string): Promise<void> {
    const fetched = this.#fetched.get(id);
    if (fetched === undefined) return;
    clearTimeout(fetched.timer);
    this.#fetched.delete(id);
    await this.#connection.store.release(id, fetched.parts);
  }

  #scheduleCheck(checkMs: number): void {
    const check = async (): Promise<void> => {
      await this.#check().catch(() => undefined);
      if (!this.#isClosed) this.#scheduleCheck(checkMs);
    };
    this.#checking = setTimeout(() => void check(), checkMs);
    this.#checking.unref();
  }

  /** Says so where nobody is there to compute. */
  async #noticeWorkers(): Promise<void> {
    // Not every Redis lists who is connected.
    const count = await this.#queue.getWorkersCount().catch(() => 1);
    if (count === 0 && !this.#isAlone) {
      this.#connection.options.onNotice(
        "No worker is connected to the queue; the work waits for one.",
      );
    }
    this.#isAlone = count === 0;
  }

  /** Fetches outputs and sends tasks again that were forgotten, whatever made that unnoticed. */
  async #check(): Promise<void> {
    if (!this.#connection.isReady || this.#sending !== undefined) return;
    const { redis, store, options } = this.#connection;
    const sent = [...this.#wanted.values()];
    if (sent.length === 0) return;
    await this.#noticeWorkers();
    await Promise.all(
      sent.map(async (wanted) => {
        const isQueued = (await redis.exists(this.#queue.toKey(wanted.id))) === 1;
        if (await store.hasOutput(wanted.id)) {
          await this.#fetch(wanted);
          return;
        }
        // Twice: the event of one that has just ended may be on its way.
        wanted.missed = isQueued ? 0 : wanted.missed + 1;
        if (wanted.missed < 2 || this.#wanted.get(wanted.id) !== wanted) return;
        wanted.missed = 0;
        this.#enqueue(wanted);
      }),
    );
    if (!(await this.#room.isFull())) return;
    for (const wanted of sent) this.#end(wanted)?.reject(fullError(options.option));
  }
}

function waitAtMost(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs).unref();
  });
}
