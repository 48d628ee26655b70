import { rmSync, type Stats } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import type { DatasetFile } from "../dataset-files.ts";
import { onEnd } from "./on-end.ts";
import { sha256Hex } from "./sha256.ts";

/** A file that is this old and has not taken its own name was left by a process that was killed. */
const abandonedMs = 3_600_000;

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
 * other process uses, and then take their own name in one step. There are no locks, so nothing that a
 * killed process leaves can stop another. (write-file-atomic takes a write that a full disk cut short
 * for a whole one, and its names can be equal in two containers that share a folder.)
 */
export async function writeAtomically(
  folder: string,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  await makeFolder(resolve(folder));
  await removeAbandoned(folder, name);
  const temporary = join(folder, `${name}.${process.pid}.${crypto.randomUUID()}.part`);
  // An interrupt ends the process before `catch` could run.
  const callOff = onEnd(() => rmSync(temporary, { force: true }));
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
  } finally {
    callOff();
  }
}

/**
 * Makes a folder and those above it. Node's own `recursive` never returns where the file system denies a
 * parent that it has, as /proc does.
 */
async function makeFolder(path: string): Promise<void> {
  const found = (place: string): Promise<Stats | undefined> => stat(place).catch(() => undefined);
  if ((await found(path))?.isDirectory()) return;
  const parent = dirname(path); // of a root that is not there, itself
  if (parent !== path && (await found(parent)) === undefined) await makeFolder(parent);
  try {
    await mkdir(path);
  } catch (error) {
    if (!(await found(path))?.isDirectory()) throw error; // else another process was faster
  }
}

async function removeAbandoned(folder: string, name: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(`${name}.`) || !entry.endsWith(".part")) continue;
    const path = join(folder, entry);
    const age =
      Date.now() -
      (await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => Infinity,
      ));
    if (age > abandonedMs) await rm(path, { force: true });
  }
}
