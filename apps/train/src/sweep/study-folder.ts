import { constants } from "node:fs";
import { access, readdir, readFile, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "@rnn/imdb-data/files";
import { CheckpointFolder, checkStudy, FolderStore, type Ground, type Study } from "@rnn/sweep";
import { commandName } from "../command-name.ts";
import { describeFileError } from "../files/describe-file-error.ts";
import { quoteForShell } from "../quote-for-shell.ts";
import { lockRun } from "../run/run-lock.ts";
import { writeFile } from "../run/write-file.ts";
import { type JournalEntry, note } from "./study-journal.ts";

/** The file of what is studied; a folder that has it holds a study. */
export const studyName = "sweep.json";

/** What sweep.json holds: the study, what its numbers depend on, and the folder that its paths begin at. */
export interface StudyFile {
  readonly version: 1;
  readonly study: Study;
  readonly ground: Ground;
  readonly folder: string;
}

/** The folder of one study, kept for this process. */
export class StudyFolder {
  readonly path: string;
  readonly results: FolderStore;
  /** Of jobs that are at work. */
  readonly checkpoints: CheckpointFolder;
  readonly #unlock: () => Promise<void>;
  readonly #isNew: boolean;

  private constructor(path: string, unlock: () => Promise<void>, isNew = false) {
    this.path = path;
    this.#isNew = isNew;
    this.results = new FolderStore(join(path, "results"));
    this.checkpoints = new CheckpointFolder(join(path, "checkpoints"));
    this.#unlock = unlock;
  }

  /**
   * Makes the folder, before the work whose results go into it.
   * @param path default `studies/` and the time, in UTC
   * @throws Error where it cannot be made or written, or holds something
   */
  static async create(path = join("studies", timeName(new Date()))): Promise<StudyFolder> {
    let isNew: boolean;
    try {
      isNew = await makeFolder(path);
      await access(path, constants.W_OK);
    } catch (cause) {
      throw new Error(
        `--out: expected a folder that can be made and written, got ${describeFileError(cause)} (at ${path}).`,
        { cause },
      );
    }
    const names = await readdir(path);
    if (names.includes(studyName)) {
      throw new Error(
        `--out: expected a folder without a study, got one that holds ${studyName} (at ${path}). ` +
          `Name another folder, or resume that study: ${commandName} sweep --resume ${quoteForShell(path)}`,
      );
    }
    if (names.length > 0) {
      throw new Error(
        `--out: expected a new or empty folder, got one that holds ${names[0]} (at ${path}). Name another folder.`,
      );
    }
    return new StudyFolder(path, await lockRun(path), isNew);
  }

  /**
   * The folder of an earlier study, without what a killed process left half-written.
   * @throws Error where there is no study, or another process is at work on it
   */
  static async open(path: string, origin: string): Promise<[StudyFolder, StudyFile]> {
    const file = await readStudyFile(path, origin);
    const folder = new StudyFolder(path, await lockRun(path));
    await folder.results.removeLeftovers();
    await folder.checkpoints.removeLeftovers();
    return [folder, file];
  }

  async write(name: string, data: Uint8Array | string): Promise<void> {
    try {
      await writeFile(join(this.path, name), data);
    } catch (cause) {
      throw new Error(
        `sweep: expected to write ${name}, got ${describeFileError(cause)} (at ${this.path}). Once it can be written, ` +
          `resume the study: ${commandName} sweep --resume ${quoteForShell(this.path)}`,
        { cause },
      );
    }
  }

  async writeJson(name: string, value: unknown): Promise<void> {
    await this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  /** Adds a line to the journal. */
  note(entry: JournalEntry): void {
    note(this.path, entry);
  }

  /** Lets others work on it. A folder that was made for a study that could not begin is removed. */
  async release(): Promise<void> {
    await this.checkpoints.removeLeftovers();
    await this.#unlock();
    if (this.#isNew) await rmdir(this.path).catch(() => undefined); // not one that holds something
  }
}

/** @throws Error where the folder holds no study that this version reads */
async function readStudyFile(path: string, origin: string): Promise<StudyFile> {
  const file = join(path, studyName);
  const value = await readFile(file, "utf8")
    .then((text) => JSON.parse(text) as Partial<StudyFile> | null)
    .catch((cause: NodeJS.ErrnoException) => {
      const got = describeFileError(cause);
      throw new Error(`${origin}: expected the folder of a study, got ${got} (${file}).`, {
        cause,
      });
    });
  const { version, study, ground, folder } = value ?? {};
  if (version !== 1 || !isGround(ground) || typeof folder !== "string") {
    throw new Error(
      version === 1 || version === undefined
        ? `${origin}: expected what sweep writes into ${studyName}, got something else (in ${file}). Begin a new study.`
        : `${origin}: expected a study of version 1, got ${JSON.stringify(version)} (in ${file}). ` +
            "A later version of this program wrote it: use that one.",
    );
  }
  return { version, study: checkStudy(study, `${origin} ${file}`), ground, folder };
}

function isGround(value: Partial<Ground> | undefined): value is Ground {
  const { data, numbers, engine } = value ?? {};
  return [data, numbers, engine].every((each) => typeof each === "string");
}

/** 2026-01-31T09-05-00: sorts by time, and every file system takes it. */
function timeName(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(":", "-");
}
