import type { Redis } from "ioredis";
import { connectRedis } from "./connect-redis.ts";
import { describeAddress } from "./describe-address.ts";
import { fullNotice, isFull } from "./full-redis.ts";
import { loadDrivers, type QueueDrivers } from "./load-drivers.ts";
import { openTaskStore } from "./open-task-store.ts";
import type { ResolvedQueueOptions } from "./queue-options.ts";
import { identifySharedFolder } from "./shared-folder-id.ts";
import type { TaskStore } from "./task-store.ts";

/** The one Redis that a process speaks with. */
export class QueueConnection {
  readonly drivers: QueueDrivers;
  readonly redis: Redis;
  readonly store: TaskStore;
  readonly options: ResolvedQueueOptions;
  /** Of the folder that is shared, if any. */
  readonly sharedId: string | undefined;
  /** When it last came back, by the clock of `performance.now()`; -Infinity where it never was away. */
  reconnectedAt = -Infinity;
  #isAway = false;

  private constructor(
    drivers: QueueDrivers,
    redis: Redis,
    { url, sharedId }: { readonly url: string; readonly sharedId: string | undefined },
    options: ResolvedQueueOptions,
  ) {
    this.sharedId = sharedId;
    this.drivers = drivers;
    this.redis = redis;
    this.options = options;
    this.store = openTaskStore(redis, options.shared);
    const place = describeAddress(url);
    redis.on("close", () => {
      if (this.#isAway || redis.status === "end") return;
      this.#isAway = true;
      options.onNotice(`The Redis at ${place} does not answer; it is tried again until it does.`);
    });
    redis.on("ready", () => {
      if (!this.#isAway) return;
      this.#isAway = false;
      this.reconnectedAt = performance.now();
      options.onNotice(`The Redis at ${place} answers again.`);
    });
  }

  /** @throws Error within five seconds where the queue or the shared folder cannot be used */
  static async open(url: string, options: ResolvedQueueOptions): Promise<QueueConnection> {
    const drivers = await loadDrivers();
    const { shared, sharedOption } = options;
    const sharedId =
      shared === undefined ? undefined : await identifySharedFolder(shared, sharedOption);
    const { redis, warnings } = await connectRedis(drivers, url, options.option);
    for (const warning of warnings) options.onNotice(warning);
    return new QueueConnection(drivers, redis, { url, sharedId }, options);
  }

  get isReady(): boolean {
    return this.redis.status === "ready";
  }

  close(): void {
    this.#isAway = true;
    this.redis.disconnect();
  }
}

/** Passes on what BullMQ reports besides lost connections, each once. */
export function reportErrors(onNotice: (notice: string) => void): (error: Error) => void {
  const reported = new Set<string>();
  return ({ message }) => {
    if (connectionLost.test(message)) return;
    const notice = isFull(message) ? fullNotice : `The queue reports: ${message}`;
    if (reported.has(notice)) return;
    reported.add(notice);
    onNotice(notice);
  };
}

const connectionLost =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|connection is closed|could not renew lock|missing lock|missing key|not locked|lock mismatch/i;
