import { fileURLToPath } from "node:url";
import { DatasetError } from "../dataset-error.ts";

/** The path that an option `path` names. */
export function givenPath(path: string | URL): string {
  return path instanceof URL && path.protocol === "file:" ? fileURLToPath(path) : String(path);
}

/** What is thrown where a file cannot be read: by the file system's error, or for what it is. */
export function unreadableError(
  caller: string,
  path: string,
  advice: string,
  got: unknown,
): DatasetError {
  const { code = "an error" } = got as NodeJS.ErrnoException;
  const what = typeof got === "string" ? got : code;
  return new DatasetError(
    "ERR_RNN_NOT_FOUND",
    `${caller}: expected a readable file, got ${what} (at ${path}). ${advice}.`,
    { location: path, ...(typeof got === "string" ? {} : { cause: got }) },
  );
}
