import type { Redis } from "ioredis";
import { areEqualBytes, ResultConflictError } from "../store/result-store.ts";
import type { TransferStore } from "./transfer-store.ts";

const MiB = 2 ** 20;

/** More than this is not for Redis, which keeps all it has in memory. */
const mostBytes = 64 * MiB;

/** What nobody fetched is forgotten after a week. */
const keptMs = 7 * 24 * 3600 * 1000;

/** What was fetched is compared with late copies for an hour. */
const comparedMs = 3600 * 1000;

/** Results in the queue's own Redis, until they are fetched. */
export class RedisStore implements TransferStore {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const bytes = await this.#redis.getBuffer(this.#placeOf(key));
    return bytes === null ? undefined : new Uint8Array(bytes);
  }

  /** @throws RangeError for more than 64 MiB; ResultConflictError */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    checkSize(key, bytes);
    const place = this.#placeOf(key);
    for (;;) {
      if ((await this.#redis.set(place, toBuffer(bytes), "PX", keptMs, "NX")) === "OK") return;
      const kept = await this.get(key);
      if (kept === undefined) continue; // forgotten in between
      if (areEqualBytes(kept, bytes)) return;
      throw new ResultConflictError(key, `in Redis, at ${place}`);
    }
  }

  /** @throws RangeError for more than 64 MiB */
  async replace(key: string, bytes: Uint8Array): Promise<void> {
    checkSize(key, bytes);
    await this.#redis.set(this.#placeOf(key), toBuffer(bytes), "PX", keptMs);
  }

  async has(key: string): Promise<boolean> {
    return (await this.#redis.exists(this.#placeOf(key))) === 1;
  }

  async expire(key: string): Promise<void> {
    await this.#redis.pexpire(this.#placeOf(key), comparedMs);
  }

  async removeAll(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#redis.unlink(keys.map((key) => this.#placeOf(key)));
  }

  #placeOf(key: string): string {
    return `${this.#prefix}:${key}`;
  }
}

function toBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function checkSize(key: string, { byteLength }: Uint8Array): void {
  if (byteLength <= mostBytes) return;
  throw new RangeError(
    `queue: expected at most ${mostBytes / MiB} MiB to send through Redis, got ${Math.ceil(byteLength / MiB)} MiB (of ${key}). ` +
      "Start the study and every worker with --shared and a folder that all machines have.",
  );
}
