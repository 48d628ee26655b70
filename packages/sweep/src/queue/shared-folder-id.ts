import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { FolderStore } from "../store/folder-store.ts";
import { ResultConflictError } from "../store/result-store.ts";

/** The file by which two machines know that they mean the same folder. */
const name = "shared-id";

/**
 * The id of a folder that machines share, which whoever comes first gives it.
 * @param option the one that named the folder, for errors
 * @throws Error where it cannot be made and written
 */
export async function identifySharedFolder(path: string, option: string): Promise<string> {
  const store = new FolderStore(path);
  try {
    const own = new TextEncoder().encode(crypto.randomUUID());
    const found = await store.get(name);
    if (found === undefined) await store.put(name, own).catch(ignoreConflict);
    await access(path, constants.W_OK);
    return new TextDecoder().decode(found ?? (await store.get(name)));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Error(
      `${option}: expected a folder that can be made and written, got ${code ?? message} (at ${path}). ` +
        "Name the folder that all machines share.",
      { cause },
    );
  }
}

/** Somebody was first. */
function ignoreConflict(error: unknown): void {
  if (!(error instanceof ResultConflictError)) throw error;
}
