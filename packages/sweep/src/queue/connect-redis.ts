import type { Redis, RedisOptions } from "ioredis";
import { checkAddress, describeAddress } from "./describe-address.ts";
import { answerMs, describeFailure } from "./describe-failure.ts";
import type { QueueDrivers } from "./load-drivers.ts";
import { keyPrefix } from "./queue-options.ts";

/** A Redis that was tried once and is reconnected to from then on. */
export interface Connected {
  readonly redis: Redis;
  /** What its owner should know of its settings. */
  readonly warnings: readonly string[];
}

/**
 * Connects to the Redis of a queue.
 * @param option the one that named the address, for errors
 * @throws Error within five seconds where nobody answers, or the address, password, version or settings are wrong
 */
export async function connectRedis(
  { Redis }: QueueDrivers,
  url: string,
  option: string,
): Promise<Connected> {
  checkAddress(option, url);
  const warnings = await probe(new Redis(url, probing), url, option);
  const redis = new Redis(url, lasting);
  // It reconnects by itself; who waits for an answer gets it then.
  redis.on("error", () => undefined);
  return { redis, warnings };
}

const probing = {
  lazyConnect: true,
  connectTimeout: answerMs,
  commandTimeout: answerMs,
  retryStrategy: () => null,
  maxRetriesPerRequest: 0,
  protocol: 2,
} satisfies RedisOptions;

const lasting = {
  maxRetriesPerRequest: null,
  // What a Redis before 6 speaks too.
  protocol: 2,
  retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 5), 1000),
} satisfies RedisOptions;

/** What a queue needs leave for: a script that writes a key. This one is gone at once. */
const writeOnce = "return redis.call('SET', KEYS[1], '', 'PX', '1')";

/** One connection, to find out what would be wrong with all others. */
async function probe(redis: Redis, url: string, option: string): Promise<string[]> {
  let reported: unknown;
  redis.on("error", (error: unknown) => {
    reported = error;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), answerMs);
  });
  try {
    const info = await Promise.race([redis.connect().then(() => redis.info()), late]);
    if (reported !== undefined) throw reported; // as for a database that is not there
    checkPolicy(info, url, option);
    await Promise.race([redis.eval(writeOnce, 1, `${keyPrefix}:probe`), late]);
    return isKeptOnDisk(info) || (await hasSnapshots(redis))
      ? []
      : [
          `the Redis at ${describeAddress(url)} keeps nothing on disk. When it is restarted, trainings that ` +
            "were at work are done again; no result is lost. To keep them: redis-cli CONFIG SET appendonly yes",
        ];
  } catch (cause) {
    if (cause instanceof WrongSettingError) throw cause;
    throw describeFailure(reported ?? cause, url, option);
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}

class WrongSettingError extends Error {}

/** @throws WrongSettingError for a Redis that may throw away what the queue holds */
function checkPolicy(info: string, url: string, option: string): void {
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy === undefined || policy === "noeviction") return;
  throw new WrongSettingError(
    `${option}: expected a Redis that evicts nothing, got maxmemory-policy ${policy} (at ${describeAddress(url)}). ` +
      "Change it: redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf.",
  );
}

function isKeptOnDisk(info: string): boolean {
  return /^aof_enabled:1/m.test(info);
}

/** Whether it writes snapshots; one that does not say is taken to. */
async function hasSnapshots(redis: Redis): Promise<boolean> {
  try {
    const answer = (await redis.config("GET", "save")) as unknown[];
    return answer[1] !== "";
  } catch {
    return true;
  }
}
