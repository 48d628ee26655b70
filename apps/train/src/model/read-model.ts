import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describeFileError } from "../files/describe-file-error.ts";
import { dropFunctionName } from "../options/drop-function-name.ts";

/** What the argument of a command that takes a model may be. */
export const modelArgument = "a model.safetensors, or the folder of its run";

const advice = "Give a model.safetensors or the folder of a finished run.";

/** The file that a user means by a model: itself, or the model in the folder of a run. */
export async function modelPath(given: string): Promise<string> {
  const isFolder = await stat(given).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? join(given, "model.safetensors") : given;
}

/**
 * What `load` makes of a model's bytes.
 * @throws Error where the file cannot be read or is not a model, with what to do
 */
export async function readModel<T>(given: string, load: (bytes: Uint8Array) => T): Promise<T> {
  const path = await modelPath(given);
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`expected a model, got ${describeFileError(cause)} (at ${path}). ${advice}`, {
      cause,
    });
  });
  if (!looksLikeSafetensors(bytes)) {
    throw new Error(
      `expected a model, got another file: ${path} is not a model of rnn-train. ${advice}`,
    );
  }
  try {
    return load(bytes);
  } catch (cause) {
    throw new Error(`${dropFunctionName(cause)} The file is ${path}.`, { cause });
  }
}

/** Longer headers are refused, as by the format's own library. */
const longestHeader = 100e6;

/** Whether the bytes begin as every safetensors file does: a length below 100 MB, and JSON. */
function looksLikeSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 9) return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  return length <= longestHeader && bytes[8] === "{".charCodeAt(0);
}
