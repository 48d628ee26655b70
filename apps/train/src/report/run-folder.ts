import { mkdir, rmdir } from "node:fs/promises";
import { join } from "node:path";
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
      const created = await mkdir(path, { recursive: true });
      return new RunFolder(path, created !== undefined);
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

/** 2026-01-31T09-05-00: sorts by time, and every file system takes it. */
function timeName(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(":", "-");
}
