import { DatasetError } from "../dataset-error.ts";

/** The error for an archive of another layout; its reader and place are added later. */
export function archiveError(expected: string, got: string, advice = ""): DatasetError {
  const message = `expected ${expected}, got ${got}. ${advice}`.trim();
  return new DatasetError("ERR_RNN_DATASET_FORMAT", message);
}

/** The same with the function that was called and the archive's path. */
export function addPlace(error: DatasetError, caller: string, path: string): DatasetError {
  return new DatasetError(error.code, `${caller}: ${error.message} (in ${path})`, {
    location: path,
    cause: error,
  });
}
