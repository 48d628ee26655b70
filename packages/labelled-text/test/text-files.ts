import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

/** A folder of its own for a test file, gone after it. */
const root = mkdtempSync(path.join(tmpdir(), "rnn-labelled-text-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

/** Writes the files, each under a path relative to a new folder, and gives the folder. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = path.join(root, String(folders++));
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(file, content);
    else mkdirSync(file, { recursive: true });
  }
  return folder;
}

/** Writes one file in a new folder, and gives its path. */
export function fileOf(name: string, content: string | Uint8Array): string {
  return path.join(folderOf({ [name]: content }), name);
}

/** What a promise rejects with; it is an error that it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("It did not fail.");
    },
    (error: unknown) => error,
  );
}
