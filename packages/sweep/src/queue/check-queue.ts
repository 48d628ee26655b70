import { connectRedis } from "./connect-redis.ts";
import { loadDrivers } from "./load-drivers.ts";
import { type QueueOptions, resolveQueueOptions } from "./queue-options.ts";
import { identifySharedFolder } from "./shared-folder-id.ts";

/**
 * Tries whether a queue, and the folder that is to be shared, can be used, before work whose results would go
 * through them.
 * @param url redis://host:6379, or rediss:// for TLS
 * @throws RangeError for another address; Error within five seconds where the queue or the folder cannot be used
 */
export async function checkQueue(
  url: string,
  given: Pick<QueueOptions, "option" | "shared"> = {},
): Promise<void> {
  const { option, shared, sharedOption } = resolveQueueOptions("checkQueue", given);
  const { redis } = await connectRedis(await loadDrivers(), url, option);
  redis.disconnect();
  if (shared !== undefined) await identifySharedFolder(shared, sharedOption);
}
