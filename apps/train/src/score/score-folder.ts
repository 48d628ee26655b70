/**
 * The folder of a scoring: a file of results for each input, and, in `.score`,
 *   score.json       the model and the options, which must be the same when the scoring is resumed
 *   finished.jsonl   a line for each input whose results are whole
 *   chunks/          the results of parts of inputs that are not finished
 *   run.lock         while a process is at work
 */

import { constants } from "node:fs";
import { access, appendFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder } from "@rnn/imdb-data/files";
import { FolderStore, type JsonRecord, toCanonicalJson } from "@rnn/sweep";
import { describeFileError } from "../files/describe-file-error.ts";
import { lockRun } from "../run/run-lock.ts";
import { writeFile } from "../run/write-file.ts";
import { joinChunks } from "./join-chunks.ts";

const stateName = ".score";

/** An input whose results are whole. */
export interface FinishedInput {
  readonly output: string;
  /** The SHA-256 of the input's file. */
  readonly input: string;
  readonly texts: number;
}

/** The folder of one scoring, kept for this process. */
export class ScoreFolder {
  readonly path: string;
  readonly chunks: FolderStore;
  readonly #finished: Map<string, FinishedInput>;
  readonly #unlock: () => Promise<void>;
  #finishing: Promise<void> = Promise.resolve();

  private constructor(
    path: string,
    finished: Map<string, FinishedInput>,
    unlock: () => Promise<void>,
  ) {
    this.path = path;
    this.chunks = new FolderStore(join(path, stateName, "chunks"));
    this.#finished = finished;
    this.#unlock = unlock;
  }

  /**
   * Makes the folder, or opens that of a scoring with the same settings to resume it.
   * @throws Error where it cannot be made or written, holds other things, or another process is at work
   */
  static async open(path: string, settings: JsonRecord): Promise<ScoreFolder> {
    const state = join(path, stateName);
    try {
      await makeFolder(path);
      await access(path, constants.W_OK);
    } catch (cause) {
      throw new Error(
        `--out: expected a folder that can be made and written, got ${describeFileError(cause)} (at ${path}).`,
        { cause },
      );
    }
    const names = await readdir(path);
    if (names.length > 0 && !names.includes(stateName)) {
      throw new Error(
        `--out: expected a new or empty folder, or one to resume, got one that holds ${names[0]} (at ${path}). ` +
          "Name another folder.",
      );
    }
    await makeFolder(state);
    const unlock = await lockRun(state);
    try {
      await keepSettings(join(state, "score.json"), settings, path);
      const folder = new ScoreFolder(path, await readFinished(join(state, finishedName)), unlock);
      await folder.chunks.removeLeftovers();
      return folder;
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  /** What is known of an input's results, where they are whole and still there. */
  async finished(output: string): Promise<FinishedInput | undefined> {
    const isThere = await access(join(this.path, output)).then(
      () => true,
      () => false,
    );
    return isThere ? this.#finished.get(output) : undefined;
  }

  /** Joins the chunks of an input into the file of its results, and removes them; one input after the other. */
  finish(input: FinishedInput, keys: readonly string[]): Promise<void> {
    const finished = this.#finishing.then(() => this.#join(input, keys));
    this.#finishing = finished.catch(() => undefined);
    return finished;
  }

  async #join(input: FinishedInput, keys: readonly string[]): Promise<void> {
    const path = join(this.path, input.output);
    await mkdir(dirname(path), { recursive: true });
    const temporary = join(this.path, stateName, "joined.part");
    await joinChunks(this.chunks, keys, { path, temporary });
    await appendFile(join(this.path, stateName, finishedName), `${JSON.stringify(input)}\n`);
    this.#finished.set(input.output, input);
    for (const key of keys) await this.chunks.remove(key);
  }

  /** Removes what only a scoring that is not finished needs. */
  async removeChunks(): Promise<void> {
    await rm(this.chunks.path, { recursive: true, force: true });
  }

  async release(): Promise<void> {
    await this.#unlock();
  }
}

const finishedName = "finished.jsonl";

/** @throws Error where the folder is that of a scoring with other settings */
async function keepSettings(file: string, settings: JsonRecord, path: string): Promise<void> {
  const own = toCanonicalJson(settings);
  const kept = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (kept === undefined) {
    await writeFile(file, `${own}\n`);
    return;
  }
  if (kept.trim() === own) return;
  throw new Error(
    `--out: expected a new folder, or that of a scoring by the same model and options, got one of others (at ${path}). ` +
      "Name another folder.",
  );
}

/** The inputs that are finished; a line that a killed process left half-written is none. */
async function readFinished(file: string): Promise<Map<string, FinishedInput>> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const finished = new Map<string, FinishedInput>();
  for (const line of text.split("\n")) {
    try {
      const input = JSON.parse(line) as FinishedInput;
      finished.set(input.output, input);
    } catch {
      // Scored again.
    }
  }
  return finished;
}
