import type { Stats } from "node:fs";
import { mkdir, rmdir, stat } from "node:fs/promises";
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
   * @param path default `runs/` and the time, in UTC
   */
  static async create(path: string = join("runs", timeName(new Date()))): Promise<RunFolder> {
    try {
      return new RunFolder(path, await makeFolder(resolve(path)));
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw new Error(
        `--out: expected a folder that can be made or written, got ${code} (at ${path}).`,
        { cause },
      );
    }
  }

  /** Writes one file, in place of an earlier one of its name. */
  async write(name: string, data: Uint8Array | string): Promise<void> {
    await writeFileAtomic(join(this.path, name), data);
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
  await mkdir(path);
  return true;
}

/** 2026-01-31T09-05-00: sorts by time, and every file system takes it. */
function timeName(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(":", "-");
}
