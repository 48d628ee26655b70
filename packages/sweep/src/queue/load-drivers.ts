/** BullMQ and its driver: optional peers, loaded when a queue is asked for. */
export interface QueueDrivers {
  readonly bullmq: typeof import("bullmq");
  readonly Redis: typeof import("ioredis").Redis;
}

/** @throws Error where they are not installed */
export async function loadDrivers(): Promise<QueueDrivers> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { bullmq, Redis };
  } catch (cause) {
    throw new Error(
      "queue: expected BullMQ and ioredis, which speak to the queue, to be installed. Install them: npm install bullmq ioredis",
      { cause },
    );
  }
}
