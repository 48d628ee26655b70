import type { Redis } from "ioredis";
import { keyPrefix } from "./queue-options.ts";
import { RedisStore } from "./redis-store.ts";
import { SharedFolderStore } from "./shared-folder-store.ts";
import { TaskStore } from "./task-store.ts";

/** Where tasks and outputs are on their way: the queue's own Redis, or a folder that all machines share. */
export function openTaskStore(redis: Redis, shared: string | undefined): TaskStore {
  return new TaskStore(
    shared === undefined
      ? new RedisStore(redis, `${keyPrefix}:store`)
      : new SharedFolderStore(shared),
  );
}
