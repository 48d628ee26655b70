import { rmSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import process from "node:process";
import { onEnd } from "./on-end.ts";

/** What the name of a file ends with until it is whole. */
export const unfinished = ".part";

/**
 * Writes a file whole or not at all: its bytes go to disk under a name that no other process uses, which
 * then becomes `path` in one step. There are no locks, so nothing that a killed process leaves can stop
 * another. (write-file-atomic takes a write that a full disk cut short for a whole one, and its names can be
 * equal in two containers that share a folder.)
 *
 * @throws what the system reports. Nothing is left then, nor where the process ends by itself or by a signal.
 */
export async function writeWhole(path: string, data: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}.${crypto.randomUUID()}${unfinished}`;
  // An interrupt ends the process before `catch` could run.
  const callOff = onEnd(() => rmSync(temporary, { force: true }));
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    callOff();
  }
}
