import { connectRedis } from "./connect-redis.ts";
import { loadDrivers } from "./load-drivers.ts";

/**
 * Tries whether a queue can be used, before work whose results would go through it.
 * @param url redis://host:6379, or rediss:// for TLS
 * @param option the one that named the address, for errors
 * @throws RangeError for another address; Error within five seconds where the queue cannot be used
 */
export async function checkQueue(url: string, option = "url"): Promise<void> {
  const { redis } = await connectRedis(await loadDrivers(), url, option);
  redis.disconnect();
}
