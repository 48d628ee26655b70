/**
 * Where a browser finds a file of the data set: at the address in `path`, whatever it holds; else at
 * TensorFlow's address or under `baseUrl`, if it is the official file. The browser's own cache keeps it.
 */
import { DatasetError } from "../dataset-error.ts";
import { officialBaseUrl } from "../dataset-files.ts";
import { download } from "./download.ts";
import { addressOf, type ReadDataFile, type ReadStanfordArchive } from "./source.ts";

/** See `ReadDataFile`. */
export const readDataFile: ReadDataFile = async (caller, file, options) => {
  const { path, baseUrl = officialBaseUrl, signal, onProgress } = options;
  const url = path === undefined ? addressOf(caller, baseUrl, file.name) : String(path);
  const expected = path === undefined ? file : undefined;
  const bytes = await download(url, { caller, name: file.name, expected, signal, onProgress });
  return { bytes, source: { kind: "fetch", url }, location: url };
};

/** See `ReadStanfordArchive`. */
export const readStanfordArchive: ReadStanfordArchive = async (caller) => {
  throw new DatasetError(
    "ERR_RNN_PLATFORM",
    `${caller}: expected Node for reading Stanford's archive, got another platform. ` +
      "Read it there, or use imdb.npz here, which holds the same reviews: leave out source.",
  );
};
