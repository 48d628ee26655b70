import type { Redis } from "ioredis";
import { connectRedis } from "./connect-redis.ts";
import { describeAddress } from "./describe-address.ts";
import { loadDrivers, type QueueDrivers } from "./load-drivers.ts";
import { openTaskStore } from "./open-task-store.ts";
import type { ResolvedQueueOptions } from "./queue-options.ts";
import type { TaskStore } from "./task-store.ts";

/** The one Redis that a process speaks with. */
export class QueueConnection {
  readonly drivers: QueueDrivers;
  readonly redis: Redis;
  readonly store: TaskStore;
  readonly options: ResolvedQueueOptions;
  /** When it last came back, by the clock of `performance.now()`; -Infinity where it never was away. */
  reconnectedAt = -Infinity;
  #isAway = false;

  private constructor(
    drivers: QueueDrivers,
    redis: Redis,
    url: string,
    options: ResolvedQueueOptions,
  ) {
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

  /** @throws Error within five seconds where the queue cannot be used */
  static async open(url: string, options: ResolvedQueueOptions): Promise<QueueConnection> {
    const drivers = await loadDrivers();
    const { redis, warnings } = await connectRedis(drivers, url, options.option);
    for (const warning of warnings) options.onNotice(warning);
    return new QueueConnection(drivers, redis, url, options);
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
    if (connectionLost.test(message) || reported.has(message)) return;
    reported.add(message);
    onNotice(`The queue reports: ${message}`);
  };
}

const connectionLost =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|connection is closed|could not renew lock|missing lock|missing key|not locked|lock mismatch/i;
