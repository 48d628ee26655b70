import { open, realpath, rename, rm } from "node:fs/promises";

/** What the name of a file ends with until it is whole. */
export const unfinished = ".part";

/**
 * Writes a file whole or not at all: its bytes go to disk under a name that no other process uses, which
 * then becomes `path` in one step. (write-file-atomic takes a write that a full disk cut short for a whole
 * one.) Where `path` is a link, the file that it leads to is written.
 *
 * @throws what the system reports; nothing is left then
 */
export async function writeWhole(path: string, data: Uint8Array | string): Promise<void> {
  const target = await realpath(path).catch(() => path); // not there yet, or a link to nothing
  const temporary = `${target}.${crypto.randomUUID()}${unfinished}`;
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
