import type { DownloadProgress } from "@rnn/imdb-data";
import type { Output } from "../streams.ts";
import { formatMegabytes } from "./format-megabytes.ts";

/** Shows a download: a line that counts up on a terminal, its start elsewhere, nothing where `quiet`. */
export function showDownloadProgress(
  output: Output,
  quiet: boolean,
): (progress: DownloadProgress) => void {
  let announced = "";
  return ({ file, loadedBytes, totalBytes }) => {
    if (quiet) return;
    if (output.isTTY) {
      const end = loadedBytes === totalBytes ? "\n" : "";
      output.write(`\rDownloading ${file}: ${formatMegabytes(loadedBytes, totalBytes)}${end}`);
    } else if (announced !== file) {
      announced = file;
      output.write(`Downloading ${file}\n`);
    }
  };
}
