import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** What the argument of a command that takes a model may be. */
export const modelArgument = "a model.safetensors, or the folder of its run";

/** The file that a user means by a model: itself, or the model in the folder of a run. */
export async function modelPath(given: string): Promise<string> {
  const isFolder = await stat(given).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? join(given, "model.safetensors") : given;
}

/** @throws Error where it cannot be read, with what to do */
export async function readModel(given: string): Promise<Uint8Array> {
  const path = await modelPath(given);
  try {
    return await readFile(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(
      `expected a model, got ${code} (at ${path}). Give a model.safetensors or the folder of a finished run.`,
      { cause },
    );
  }
}
