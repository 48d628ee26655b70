import type { ReadProgress } from "@rnn/labelled-text";
import { plainText } from "@rnn/labelled-text/display";
import { namePath } from "../data/name-path.ts";

/** How far the reading of a file or folder is: `"Reading reviews.csv: 12.5 of 65.9 MB"`. */
export function formatReading(path: string, { loadedBytes, totalBytes }: ReadProgress): string {
  const total = totalBytes === undefined ? "" : ` of ${megabytes(totalBytes)}`;
  return `Reading ${plainText(namePath(path))}: ${megabytes(loadedBytes)}${total} MB`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
