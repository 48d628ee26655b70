import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  DatasetError,
  type DownloadProgress,
  getWordIndex,
  type LoadedData,
  loadData,
  syntheticReviews,
} from "@rnn/imdb-data";
import { plainText } from "@rnn/labelled-text/display";
import { commandName } from "../command-name.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import { quoteForShell } from "../quote-for-shell.ts";
import type { Output } from "../streams.ts";
import { isArchive } from "./is-imdb.ts";
import { isTable } from "./is-table.ts";

/** The reviews as loaded. */
export interface LoadedReviews extends LoadedData {
  /** Undefined where there is no copy of it; nothing but the words shown depends on it. */
  readonly wordIndex: ReadonlyMap<string, number> | undefined;
}

/** What loading needs besides the options. */
export interface LoadingContext {
  /** Where a missing data set or word index is reported. */
  readonly stderr: Output;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

const withoutData = `
Continuing with synthetic reviews: made up by a small grammar, 25,000 to train and 25,000 to test.
What follows shows that everything works; its figures say nothing about IMDB.

To train on IMDB, do one of these and run again:
  - connect to the internet (behind a proxy: set HTTPS_PROXY)
  - get https://storage.googleapis.com/tensorflow/tf-keras-datasets/imdb.npz
    and imdb_word_index.json beside it, and give their folder: --data FOLDER, or RNN_DATA_DIR=FOLDER
`;

/**
 * The reviews that `data` names; synthetic ones where IMDB is asked for and neither here nor to be had.
 *
 * @throws DatasetError for a file that cannot be read, or is there and wrong
 */
export async function loadReviews(
  { data, numWords, skipTop }: Pick<TrainingOptions, "data" | "numWords" | "skipTop">,
  { stderr, signal, onProgress }: LoadingContext,
): Promise<LoadedReviews> {
  const cut = { numWords, skipTop };
  if (data === "synthetic") return syntheticReviews(cut);
  if (data !== "imdb") {
    refuseTexts(data);
    const path = await reviewsFile(data);
    if (isArchive(path)) return loadData({ ...cut, source: "stanford", path, signal });
    const reviews = await loadData({ ...cut, path, size: null, signal });
    const beside = join(dirname(path), "imdb_word_index.json");
    return { ...reviews, wordIndex: await wordIndexOrNone({ path: beside, signal }, stderr) };
  }
  try {
    const reviews = await loadData({ ...cut, signal, onProgress });
    return { ...reviews, wordIndex: await wordIndexOrNone({ signal, onProgress }, stderr) };
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
    const what = error.status === undefined ? "could not be reached" : `answered ${error.status}`;
    stderr.write(
      `IMDB is not here, and ${plainText(error.location ?? "its address")} ${what}.\n${withoutData}\n`,
    );
    return syntheticReviews(cut);
  }
}

/** @throws Error for what `train` reads, where the reviews' own file is expected */
function refuseTexts(data: string): void {
  if (!isTable(data)) return;
  throw new Error(
    `--data: expected imdb, synthetic, an imdb.npz, its folder or aclImdb_v1.tar.gz, got a table of texts (${data}). ` +
      `To train on texts of your own, type: ${commandName} train --data ${quoteForShell(data)}`,
  );
}

/** A path as given, or the data set's file in it where it is a folder. */
async function reviewsFile(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false, // loadData reports best why a file cannot be read
  );
  return isFolder ? join(path, "imdb.npz") : path;
}

async function wordIndexOrNone(
  options: Parameters<typeof getWordIndex>[0],
  stderr: Output,
): Promise<Map<string, number> | undefined> {
  try {
    return await getWordIndex(options);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    stderr.write(`The first review is not shown as words. ${error.message}\n`);
    return undefined;
  }
}

/** Whether the data set may be whole and fine, only not from here; a wrong file is a different matter. */
function isOutOfReach(error: unknown): error is DatasetError {
  return (
    error instanceof DatasetError &&
    (error.code === "ERR_RNN_OFFLINE" || error.code === "ERR_RNN_DOWNLOAD")
  );
}
