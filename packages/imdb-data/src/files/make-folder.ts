import type { Stats } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and those above it. Node's own `recursive` never returns where the file system denies a
 * parent that it has, as /proc does.
 *
 * @returns whether it was missing
 * @throws what the system reports
 */
export async function makeFolder(path: string): Promise<boolean> {
  return makeAbsolute(resolve(path));
}

async function makeAbsolute(path: string): Promise<boolean> {
  const found = (place: string): Promise<Stats | undefined> => stat(place).catch(() => undefined);
  if ((await found(path))?.isDirectory()) return false;
  const parent = dirname(path); // of a root that is not there, itself
  if (parent !== path && (await found(parent)) === undefined) await makeAbsolute(parent);
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((await found(path))?.isDirectory()) return false; // another process was faster
    throw error;
  }
}
