import type { ReadProgress } from "@rnn/labelled-text";
import { plainText } from "@rnn/labelled-text/display";
import { namePath } from "../data/name-path.ts";
import { formatMegabytes } from "./format-megabytes.ts";

/** How far the reading of a file or folder is: `"Reading reviews.csv: 12.5 of 65.9 MB"`. */
export function formatReading(path: string, { loadedBytes, totalBytes }: ReadProgress): string {
  return `Reading ${plainText(namePath(path))}: ${formatMegabytes(loadedBytes, totalBytes)}`;
}
