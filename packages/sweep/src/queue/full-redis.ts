/** A Redis that has reached its maxmemory and evicts nothing refuses whatever would take room. */
import type { Redis } from "ioredis";
import { keyPrefix } from "./queue-options.ts";

/** Whether an error, or its message, is that of a Redis without room. */
export function isFull(message: string): boolean {
  return message.includes("OOM command not allowed");
}

/** An error of a Redis that has no room left, in words; any other as it is. @param option the one of the address */
export function describeFull(error: unknown, option: string): unknown {
  return error instanceof Error && isFull(error.message) ? fullError(option, error) : error;
}

/** Finds out whether a Redis has been full for a while: tasks in it are neither begun nor finished then. */
export class RoomWatch {
  readonly #redis: Redis;
  #missed = 0;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** Whether there was no room at this and the two looks before; what is fetched in between makes some. */
  async isFull(): Promise<boolean> {
    try {
      await this.#redis.set(`${keyPrefix}:room`, "", "PX", 60_000);
      this.#missed = 0;
    } catch (error) {
      if (error instanceof Error && isFull(error.message)) this.#missed++;
    }
    return this.#missed >= mostMissed;
  }
}

const mostMissed = 3;

/** Says what to do about a Redis that is full. */
export function fullError(option: string, cause?: unknown): Error {
  return new Error(
    `${option}: expected room in the Redis of the queue, got none left of its maxmemory. ${roomAdvice}; then resume.`,
    { cause },
  );
}

/** What to do. */
export const roomAdvice = "Raise it: redis-cli CONFIG SET maxmemory 1gb, or 0 for no limit";

/** The same for whoever tries again until there is room. */
export const fullNotice = `The Redis of the queue has no room left of its maxmemory; it is tried again until it has. ${roomAdvice}.`;
