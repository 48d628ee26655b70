import { LabelledTextError } from "../labelled-text-error.ts";

/** The error for a file or folder that cannot be read; any other error as it is. */
export function asNotFound(error: unknown, location: string): unknown {
  if (!(error instanceof Error) || !("syscall" in error)) return error;
  const code = "code" in error ? String(error.code) : error.message;
  return new LabelledTextError("ERR_RNN_TEXT_NOT_FOUND", {
    expected: "a file or folder that can be read",
    got: code === "ENOENT" ? "none" : code,
    advice: "Check the path and its permissions.",
    location,
    cause: error,
  });
}
