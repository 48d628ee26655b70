/**
 * Where Node finds a file of the data set, in this order: the `path` option; the folder `RNN_DATA_DIR`;
 * Keras's cache and then this package's own, each if the file there is the official one; the web.
 * What was downloaded goes into the package's own cache (`RNN_CACHE_DIR`, else the system's place for
 * caches) if that can be written.
 */
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { DatasetError } from "../dataset-error.ts";
import { type DatasetFile, officialBaseUrl } from "../dataset-files.ts";
import { readVerified, writeAtomically } from "./cache.ts";
import { download } from "./download.ts";
import { environmentFetch } from "./proxy.ts";
import { addressOf, type ReadDataFile, type SourcedFile, type SourceOptions } from "./source.ts";

/** See `ReadDataFile`. */
export const readDataFile: ReadDataFile = async (caller, file, options) => {
  const { path, signal } = options;
  signal?.throwIfAborted();
  if (path !== undefined) {
    const given = path instanceof URL && path.protocol === "file:" ? fileURLToPath(path) : path;
    return readGiven(caller, "path", String(given), "Check { path }", signal);
  }
  const { RNN_DATA_DIR: dataFolder } = process.env;
  if (dataFolder) {
    const given = join(dataFolder, file.name);
    return readGiven(caller, "environment", given, "Check RNN_DATA_DIR, or unset it", signal);
  }
  const kerasFolder = join(process.env["KERAS_HOME"] || join(homedir(), ".keras"), "datasets");
  const ownFolder = process.env["RNN_CACHE_DIR"] || (await systemCacheFolder());
  for (const [kind, folder] of [
    ["keras-cache", kerasFolder],
    ["cache", ownFolder],
  ] as const) {
    const bytes = await readVerified(folder, file);
    signal?.throwIfAborted();
    if (bytes !== undefined) {
      const found = join(folder, file.name);
      return { bytes, source: { kind, path: found }, location: found };
    }
  }
  return downloadInto(ownFolder, caller, file, options);
};

async function readGiven(
  caller: string,
  kind: "path" | "environment",
  path: string,
  advice: string,
  signal: AbortSignal | undefined,
): Promise<SourcedFile> {
  try {
    const bytes = await readFile(path, { signal });
    return { bytes, source: { kind, path }, location: path };
  } catch (error) {
    signal?.throwIfAborted();
    const { code = "an error" } = error as NodeJS.ErrnoException;
    throw new DatasetError(
      "ERR_RNN_NOT_FOUND",
      `${caller}: expected a readable file, got ${code} (at ${path}). ${advice}.`,
      { location: path, cause: error },
    );
  }
}

async function systemCacheFolder(): Promise<string> {
  const { default: envPaths } = await import("env-paths");
  return join(envPaths("rnn", { suffix: "" }).cache, "imdb-data");
}

async function downloadInto(
  folder: string,
  caller: string,
  file: DatasetFile,
  { baseUrl, signal, onProgress }: SourceOptions,
): Promise<SourcedFile> {
  const base = baseUrl ?? (process.env["RNN_DATA_URL"] || officialBaseUrl);
  const url = addressOf(caller, base, file.name);
  const { fetch, close } = await environmentFetch();
  try {
    const { name } = file;
    const bytes = await download(url, { caller, name, expected: file, fetch, signal, onProgress });
    // The bytes are good whether or not they can be kept: a read-only cache costs a download a run.
    await writeAtomically(folder, name, bytes).catch(() => undefined);
    return { bytes, source: { kind: "download", url }, location: url };
  } finally {
    await close();
  }
}
