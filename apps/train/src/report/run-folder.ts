import { constants, type Stats } from "node:fs";
import { access, mkdir, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import writeFileAtomic from "write-file-atomic";

/** The folder of one run. A file in it is whole or not there. */
export class RunFolder {
  readonly path: string;
  readonly #created: boolean;

  private constructor(path: string, created: boolean) {
    this.path = path;
    this.#created = created;
  }

  /**
   * Makes the folder, before the work whose results go into it.
   * @param path default `runs/` and the time, in UTC, with a number where another run has taken it
   * @throws Error where it cannot be made or written
   */
  static async create(path?: string): Promise<RunFolder> {
    try {
      if (path === undefined) return new RunFolder(await makeNewFolder(), true);
      const created = await makeFolder(resolve(path));
      await access(path, constants.W_OK);
      return new RunFolder(path, created);
    } catch (error) {
      throw outError("a folder that can be made and written", error, path ?? "runs");
    }
  }

  /** Writes one file, in place of an earlier one of its name. */
  async write(name: string, data: Uint8Array | string): Promise<void> {
    try {
      await writeFileAtomic(join(this.path, name), data);
    } catch (error) {
      throw outError(`to write ${name}`, error, this.path);
    }
  }

  /** Writes a value as JSON, as `write` does. */
  async writeJson(name: string, value: unknown): Promise<void> {
    await this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  /** Takes the folder away again if it was made for this run and nothing was written. */
  async discard(): Promise<void> {
    // One that is not empty stays, which is what is wanted.
    if (this.#created) await rmdir(this.path).catch(() => undefined);
  }
}

/**
 * Makes a folder and those above it; whether it was missing. Node's own `recursive` never returns where
 * the file system denies a parent that it has, as /proc does.
 */
async function makeFolder(path: string): Promise<boolean> {
  const found = (place: string): Promise<Stats | undefined> => stat(place).catch(() => undefined);
  if ((await found(path))?.isDirectory()) return false;
  const parent = dirname(path);
  if ((await found(parent)) === undefined) await makeFolder(parent);
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((await found(path))?.isDirectory()) return false; // another run was faster
    throw error;
  }
}

/** A folder that no other run has: made by this call, or the next number is tried. */
async function makeNewFolder(): Promise<string> {
  const first = join("runs", timeName(new Date()));
  await makeFolder(resolve("runs"));
  for (let number = 1; ; number++) {
    const path = number === 1 ? first : `${first}-${number}`;
    try {
      await mkdir(path);
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function outError(expected: string, error: unknown, path: string): Error {
  const { code } = error as NodeJS.ErrnoException;
  return new Error(`--out: expected ${expected}, got ${code} (at ${path}).`, { cause: error });
}

/** 2026-01-31T09-05-00: sorts by time, and every file system takes it. */
function timeName(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(":", "-");
}
