import { constants, type Stats } from "node:fs";
import { access, mkdir, readdir, readFile, rmdir, stat, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { lockRun } from "./run-lock.ts";
import { writeWhole } from "./write-whole.ts";

/** What a run was told to do; where it is, there is a run. */
export const configName = "config.json";

/** The folder of one run, kept for this process. A file in it is whole or not there. */
export class RunFolder {
  readonly path: string;
  readonly #created: boolean;
  readonly #unlock: () => Promise<void>;

  private constructor(path: string, created: boolean, unlock: () => Promise<void>) {
    this.path = path;
    this.#created = created;
    this.#unlock = unlock;
  }

  /**
   * Makes the folder, before the work whose results go into it.
   * @param path default `runs/` and the time, in UTC, with a number where another run has taken it
   * @throws Error where it cannot be made or written, or holds a run
   */
  static async create(path?: string): Promise<RunFolder> {
    const [place, created] = await made(path);
    const folder = new RunFolder(place, created, await locked(place));
    if ((await folder.names()).includes(configName)) {
      await folder.discard();
      throw new Error(
        `--out: expected a folder without a run, got one that holds ${configName} (at ${place}). ` +
          `Name another, or go on with that run: --resume ${place}`,
      );
    }
    return folder;
  }

  /**
   * The folder of an earlier run, to write into.
   * @param origin the option or command that named the folder, for errors
   * @throws Error where there is none
   */
  static async open(path: string, origin: string): Promise<RunFolder> {
    const names = await readdir(path).catch((cause: NodeJS.ErrnoException) => {
      throw new Error(`${origin}: expected the folder of a run, got ${cause.code} (at ${path}).`, {
        cause,
      });
    });
    if (!names.includes(configName)) {
      throw new Error(
        `${origin}: expected the folder of a run, got one without ${configName} (at ${path}). ` +
          "A run writes it when its training starts; begin this one anew.",
      );
    }
    return new RunFolder(path, false, await locked(path));
  }

  /** What is in it. */
  async names(): Promise<string[]> {
    return readdir(this.path);
  }

  async read(name: string): Promise<Uint8Array> {
    return readFile(join(this.path, name));
  }

  /** Takes a file away; one that is not there is none. */
  async remove(name: string): Promise<void> {
    await unlink(join(this.path, name)).catch(() => undefined);
  }

  /** Writes one file, in place of an earlier one of its name. */
  async write(name: string, data: Uint8Array | string): Promise<void> {
    try {
      await writeWhole(join(this.path, name), data);
    } catch (error) {
      throw outError(`to write ${name}`, error, this.path);
    }
  }

  /** Writes a value as JSON, as `write` does. */
  async writeJson(name: string, value: unknown): Promise<void> {
    await this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  /** Gives the folder free, and takes it away again if it was made for this run and nothing was written. */
  async discard(): Promise<void> {
    await this.#unlock();
    // One that is not empty stays, which is what is wanted.
    if (this.#created) await rmdir(this.path).catch(() => undefined);
  }
}

/** A folder that can be written, and whether it was missing. */
async function made(path: string | undefined): Promise<[path: string, created: boolean]> {
  try {
    if (path === undefined) return [await makeNewFolder(), true];
    const created = await makeFolder(resolve(path));
    await access(path, constants.W_OK);
    return [path, created];
  } catch (error) {
    throw outError("a folder that can be made and written", error, path ?? "runs");
  }
}

async function locked(path: string): Promise<() => Promise<void>> {
  try {
    return await lockRun(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw outError("a folder that can be made and written", error, path);
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
