import type { DownloadProgress } from "@rnn/imdb-data";
import type { Output } from "../streams.ts";

/** Shows a download: a line that counts up on a terminal, its start elsewhere, nothing where `quiet`. */
export function showDownloadProgress(
  output: Output,
  quiet: boolean,
): (progress: DownloadProgress) => void {
  let announced = "";
  return ({ file, loadedBytes, totalBytes }) => {
    if (quiet) return;
    const total = totalBytes === undefined ? "" : ` of ${megabytes(totalBytes)}`;
    if (output.isTTY) {
      const end = loadedBytes === totalBytes ? "\n" : "";
      output.write(`\rDownloading ${file}: ${megabytes(loadedBytes)}${total} MB${end}`);
    } else if (announced !== file) {
      announced = file;
      output.write(`Downloading ${file}\n`);
    }
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
