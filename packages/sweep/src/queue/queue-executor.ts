import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import type { Executor } from "../executor/executor.ts";
import { describeTask } from "./describe-task.ts";
import { QueueConnection } from "./queue-connection.ts";
import { type QueueOptions, queueOptionNames, resolveQueueOptions } from "./queue-options.ts";
import { SentTasks } from "./sent-tasks.ts";

/** The options of a QueueExecutor. */
export interface QueueExecutorOptions extends QueueOptions {
  /** JSON that goes with every task. */
  readonly context?: unknown;
  /** How many tasks are in the queue at a time; default 1000. */
  readonly concurrency?: number;
  /** How often the queue is looked through for what no event reported, in milliseconds; default 5000. */
  readonly checkMs?: number;
}

/**
 * Tasks on any number of machines, through a queue: whoever runs `serveQueue` on the same address computes
 * them. Tasks of equal context and JSON are taken to be equal: one that was finished meanwhile for somebody
 * who then ended is fetched, not computed again.
 */
export class QueueExecutor<Task, Output> implements Executor<Task, Output> {
  readonly concurrency: number;
  readonly #context: unknown;
  readonly #connection: QueueConnection;
  readonly #sent: SentTasks;

  private constructor(
    connection: QueueConnection,
    sent: SentTasks,
    { context, concurrency }: { readonly context: unknown; readonly concurrency: number },
  ) {
    this.#connection = connection;
    this.#sent = sent;
    this.#context = context;
    this.concurrency = concurrency;
  }

  /**
   * @param url redis://host:6379, or rediss:// for TLS
   * @throws TypeError, RangeError for wrong options; Error within five seconds where the queue cannot be used
   */
  static async open<Task, Output>(
    url: string,
    options: QueueExecutorOptions = {},
  ): Promise<QueueExecutor<Task, Output>> {
    const { context = null, concurrency = 1000, checkMs = 5000, ...given } = options;
    checkOptions("QueueExecutor", given, queueOptionNames);
    checkWhole("QueueExecutor", "concurrency", concurrency, 1);
    checkWhole("QueueExecutor", "checkMs", checkMs, 1);
    const resolved = resolveQueueOptions("QueueExecutor", given);
    const connection = await QueueConnection.open(url, resolved);
    const sent = await SentTasks.open(connection, checkMs);
    return new QueueExecutor(connection, sent, { context, concurrency });
  }

  async run(
    task: Task,
    signal: AbortSignal,
    onCheckpoint?: (bytes: Uint8Array) => void,
    onBegin?: () => void,
  ): Promise<Output> {
    signal.throwIfAborted();
    const description = describeTask({ context: this.#context, task });
    return (await this.#sent.send(description, signal, { onCheckpoint, onBegin })) as Output;
  }

  /** Takes back what no worker has begun. Workers end what they are at work on; it is fetched by the next run. */
  async close(): Promise<void> {
    await this.#sent.close();
    this.#connection.close();
  }
}
