import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import type { DatasetFile } from "../dataset-files.ts";
import { sha256Hex } from "./sha256.ts";

/** The bytes of `file` in `folder` if they are the official ones, else undefined. */
export async function readVerified(
  folder: string,
  file: DatasetFile,
): Promise<Uint8Array | undefined> {
  const path = join(folder, file.name);
  try {
    if ((await stat(path)).size !== file.bytes) return undefined;
    const bytes = new Uint8Array(await readFile(path));
    return (await sha256Hex(bytes)) === file.sha256 ? bytes : undefined;
  } catch {
    return undefined; // not there or not readable: the next source is asked
  }
}

/**
 * Puts `bytes` into `folder` under `name`, whole or not at all: they go to disk under a name that no
 * other process uses, and then take their own name in one step.
 */
export async function writeAtomically(
  folder: string,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `${name}.${process.pid}.${crypto.randomUUID()}.part`);
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, join(folder, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
