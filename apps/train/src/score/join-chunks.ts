import { open, rename } from "node:fs/promises";
import type { ResultStore } from "@rnn/sweep";

/**
 * Writes chunks one after the other into a file, which appears whole.
 * @param places.temporary where it is written first, on the same disk
 */
export async function joinChunks(
  store: ResultStore,
  keys: readonly string[],
  { path, temporary }: { readonly path: string; readonly temporary: string },
): Promise<void> {
  const handle = await open(temporary, "w");
  try {
    for (const key of keys) {
      const bytes = await store.get(key);
      if (bytes === undefined) {
        throw new Error(
          `score: expected the chunk ${key}, got none. It is scored again by the same command.`,
        );
      }
      await handle.writeFile(bytes);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}
