import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DatasetFile } from "../dataset-files.ts";
import { makeFolder } from "../files/make-folder.ts";
import { unfinished, writeWhole } from "../files/write-whole.ts";
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

/** Puts `bytes` into `folder`, made where it is missing, under `name`: whole or not at all. */
export async function writeToCache(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await makeFolder(folder);
  await removeAbandoned(folder, name);
  await writeWhole(join(folder, name), bytes);
}

async function removeAbandoned(folder: string, name: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(`${name}.`) || !entry.endsWith(unfinished)) continue;
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
