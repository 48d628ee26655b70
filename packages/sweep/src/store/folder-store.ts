import { link, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { makeFolder, unfinished } from "@rnn/imdb-data/files";
import { areEqualBytes, ResultConflictError, type ResultStore } from "./result-store.ts";

/**
 * Results as files of a folder, which several processes or machines may share. A file appears whole: it is
 * written under a name of its own and then linked to its place, which fails where another was first.
 */
export class FolderStore implements ResultStore {
  readonly path: string;
  #made: Promise<unknown> | undefined;

  /** @param path made by the first `put` */
  constructor(path: string) {
    this.path = path;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    try {
      return new Uint8Array(await readFile(this.placeOf(key)));
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.putAll([[key, bytes]]);
  }

  async putAll(entries: readonly (readonly [string, Uint8Array])[]): Promise<void> {
    await (this.#made ??= makeFolder(this.path));
    const files = entries.map(([key, bytes]) => {
      const place = this.placeOf(key);
      const temporary = `${place}.${process.pid}.${crypto.randomUUID()}${unfinished}`;
      return { key, bytes, place, temporary };
    });
    try {
      // At the same time: the disk takes them together.
      const written = await Promise.allSettled(
        files.map(({ temporary, bytes }) => writeToDisk(temporary, bytes)),
      );
      for (const each of written) if (each.status === "rejected") throw each.reason;
      for (const file of files) await linkFirst(file);
    } catch (error) {
      // Perhaps it is the folder that is gone.
      this.#made = undefined;
      throw error;
    } finally {
      await Promise.all(files.map(({ temporary }) => rm(temporary, { force: true })));
    }
  }

  /** Forgets what is kept under a key, if anything is. */
  async remove(key: string): Promise<void> {
    await rm(this.placeOf(key), { force: true });
  }

  /** Removes what killed processes left half-written; for the one process that works on the folder. */
  async removeLeftovers(): Promise<void> {
    const names = await readdir(this.path).catch((error: unknown) => {
      if (codeOf(error) === "ENOENT") return [];
      throw error;
    });
    for (const name of names) {
      if (name.endsWith(unfinished)) await rm(join(this.path, name), { force: true });
    }
  }

  /** @throws RangeError for what is no name of a file */
  protected placeOf(key: string): string {
    if (!/^[\w-][\w.-]*$/.test(key)) {
      throw new RangeError(
        `FolderStore: expected a key of letters, digits, dots and dashes, got ${JSON.stringify(key)}.`,
      );
    }
    return join(this.path, key);
  }
}

async function writeToDisk(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @throws ResultConflictError where somebody was first, with other bytes */
async function linkFirst(file: {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly place: string;
  readonly temporary: string;
}): Promise<void> {
  const { key, bytes, place, temporary } = file;
  try {
    await link(temporary, place);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    const kept = await readFile(place);
    if (!areEqualBytes(kept, bytes)) throw new ResultConflictError(key, place);
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
