import { readdir, readFile, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, unfinished, writeWhole } from "@rnn/imdb-data/files";
import type { CheckpointStore } from "./checkpoint-store.ts";

/** Checkpoints of jobs at work as files of a folder, which is there while any is. */
export class CheckpointFolder implements CheckpointStore {
  readonly path: string;

  /** @param path made by the first `put` */
  constructor(path: string) {
    this.path = path;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    return orNone(readFile(join(this.path, key)).then((bytes) => new Uint8Array(bytes)));
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await makeFolder(this.path);
    await writeWhole(join(this.path, key), bytes);
  }

  async remove(key: string): Promise<void> {
    await rm(join(this.path, key), { force: true });
  }

  /** Removes what killed processes left half-written, and the folder where it is empty. */
  async removeLeftovers(): Promise<void> {
    for (const name of (await orNone(readdir(this.path))) ?? []) {
      if (name.endsWith(unfinished)) await rm(join(this.path, name), { force: true });
    }
    await rmdir(this.path).catch(() => undefined);
  }
}

/** What a file system call gives, or undefined where there is no such file. */
async function orNone<T>(found: Promise<T>): Promise<T | undefined> {
  return found.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}
