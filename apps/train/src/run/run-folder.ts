import { constants } from "node:fs";
import { access, mkdir, readdir, readFile, rmdir, unlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { makeFolder } from "@rnn/imdb-data/files";
import { describeFileError } from "../files/describe-file-error.ts";
import { configName } from "../options/learning-options.ts";
import { quoteForShell } from "../quote-for-shell.ts";
import { lockRun } from "./run-lock.ts";
import { writeFile } from "./write-file.ts";

/** What else a run writes under names that another one would write over. */
const resultNames = new Set([
  "model.safetensors",
  "history.json",
  "timings.json",
  "report.json",
  "report.html",
  "loss.svg",
  "loss.png",
]);

/** The folder of one run, kept for this process. A file in it is whole or not there. */
export class RunFolder {
  readonly path: string;
  /** The option or command that named the folder, for errors. */
  readonly #origin: string;
  readonly #created: boolean;
  readonly #unlock: () => Promise<void>;

  private constructor(path: string, origin: string, created: boolean, unlock: () => Promise<void>) {
    this.path = path;
    this.#origin = origin;
    this.#created = created;
    this.#unlock = unlock;
  }

  /**
   * Makes the folder, before the work whose results go into it.
   * @param path default `runs/` and the time, in UTC, with a number where another run has taken it
   * @throws Error where it cannot be made or written, or holds a run or files of one
   */
  static async create(path?: string): Promise<RunFolder> {
    const [place, created] = await prepareFolder(path);
    const folder = new RunFolder(place, "--out", created, await lock(place, "--out"));
    const names = await folder.names();
    const taken = names.includes(configName)
      ? configName
      : names.find((name) => resultNames.has(name));
    if (taken === undefined) return folder;
    await folder.discard();
    throw new Error(
      `--out: expected a folder without a run, got one that holds ${taken} (at ${place}). ` +
        (taken === configName
          ? `Name another folder, or resume that run: --resume ${quoteForShell(place)}`
          : "Name another folder, or move the file: a run would write over it."),
    );
  }

  /**
   * The folder of an earlier run, to write into.
   * @param origin the option or command that named the folder, for errors
   * @throws Error where there is none
   */
  static async open(path: string, origin: string): Promise<RunFolder> {
    const names = await readdir(path).catch((cause: NodeJS.ErrnoException) => {
      throw new Error(
        `${origin}: expected the folder of a run, got ${describeFileError(cause)} (at ${path}).`,
        {
          cause,
        },
      );
    });
    if (!names.includes(configName)) {
      throw new Error(
        `${origin}: expected the folder of a run, got one without ${configName} (at ${path}). ` +
          "A run writes it when its training starts; start this one again.",
      );
    }
    return new RunFolder(path, origin, false, await lock(path, origin));
  }

  /** What is in it. */
  async names(): Promise<string[]> {
    return readdir(this.path);
  }

  async read(name: string): Promise<Uint8Array> {
    return readFile(join(this.path, name));
  }

  /** Removes a file where there is one. */
  async remove(name: string): Promise<void> {
    await unlink(join(this.path, name)).catch(() => undefined);
  }

  /** Writes one file, in place of an earlier one of its name. */
  async write(name: string, data: Uint8Array | string): Promise<void> {
    try {
      await writeFile(join(this.path, name), data);
    } catch (error) {
      throw folderError(this.#origin, `to write ${name}`, error, this.path);
    }
  }

  /** Writes a value as JSON, as `write` does. */
  async writeJson(name: string, value: unknown): Promise<void> {
    await this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  /** Releases the folder, and removes it if it was made for this run and nothing was written. */
  async discard(): Promise<void> {
    await this.#unlock();
    // One that is not empty stays, as it should.
    if (this.#created) await rmdir(this.path).catch(() => undefined);
  }
}

/** A folder that can be written, and whether it was missing. */
async function prepareFolder(path: string | undefined): Promise<[path: string, created: boolean]> {
  try {
    if (path === undefined) return [await makeNewFolder(), true];
    const created = await makeFolder(path);
    await access(path, constants.W_OK);
    return [path, created];
  } catch (error) {
    if (path !== undefined) throw folderError("--out", unwritable, error, path);
    const { message } = folderError("runs", unwritable, error, resolve("runs"));
    throw new Error(`${message} Name another with --out.`, { cause: error });
  }
}

async function lock(path: string, origin: string): Promise<() => Promise<void>> {
  try {
    return await lockRun(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw folderError(origin, unwritable, error, path);
  }
}

/** A folder that no other run has: made by this call, or the next number is tried. */
async function makeNewFolder(): Promise<string> {
  const first = join("runs", timeName(new Date()));
  await makeFolder("runs");
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

const unwritable = "a folder that can be made and written";

function folderError(origin: string, expected: string, error: unknown, path: string): Error {
  return new Error(
    `${origin}: expected ${expected}, got ${describeFileError(error)} (at ${path}).`,
    { cause: error },
  );
}

/** 2026-01-31T09-05-00: sorts by time, and every file system takes it. */
function timeName(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(":", "-");
}
