import type { ReadProgress } from "@rnn/labelled-text";
import { plainText } from "@rnn/labelled-text/display";
import { namePath } from "../data/name-path.ts";
import { formatMegabytes } from "./format-megabytes.ts";

/** From so much on, what is kept in memory may be too much for it. */
const muchInMemory = 1e9;

/**
 * How far the reading of a file or folder is: `"Reading reviews.csv: 12.5 of 65.9 MB"`. Of very much that comes through a
 * pipe, which is kept, it says what would not be.
 */
export function formatReading(path: string, { loadedBytes, totalBytes }: ReadProgress): string {
  const advice =
    totalBytes === undefined && loadedBytes >= muchInMemory
      ? ", all of it in memory: write it to a file, which is read piece by piece"
      : "";
  return `Reading ${plainText(namePath(path))}: ${formatMegabytes(loadedBytes, totalBytes)}${advice}`;
}
