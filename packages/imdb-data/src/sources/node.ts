/**
 * Where Node finds a file of the data set, in this order: the `path` option; the folder `RNN_DATA_DIR`;
 * Keras's cache and then this package's own, each if the file there is the official one; the web.
 * What was downloaded goes into the package's own cache (`RNN_CACHE_DIR`, else the system's place for
 * caches) if that can be written.
 */
import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { DatasetError } from "../dataset-error.ts";
import { type DatasetFile, officialBaseUrl } from "../dataset-files.ts";
import { readVerified, writeToCache } from "./cache.ts";
import { download } from "./download.ts";
import { givenPath, unreadableError } from "./given-path.ts";
import { environmentFetch } from "./proxy.ts";
import { addressOf, type ReadDataFile, type SourcedFile, type SourceOptions } from "./source.ts";

export { readStanfordArchive } from "./stanford-archive.ts";

/** What a file that the caller names may come to. */
const maxGivenBytes = 2 ** 30;

/** See `ReadDataFile`. */
export const readDataFile: ReadDataFile = async (caller, file, options) => {
  const { path, signal } = options;
  signal?.throwIfAborted();
  if (path !== undefined) {
    return readGiven(caller, "path", givenPath(path), "Check { path }", signal);
  }
  const { RNN_DATA_DIR: dataFolder } = process.env;
  if (dataFolder) {
    const given = join(dataFolder, file.name);
    return readGiven(caller, "environment", given, "Check RNN_DATA_DIR, or unset it", signal);
  }
  const ownFolder = process.env["RNN_CACHE_DIR"] || (await systemCacheFolder());
  for (const [kind, folder] of [
    ["keras-cache", kerasFolder()],
    ["cache", ownFolder],
  ] as const) {
    if (folder === undefined) continue;
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
    const stats = await stat(path);
    // A pipe that nobody writes to would be waited for, and a device may have no end.
    if (!stats.isFile() && !stats.isDirectory())
      throw unreadableError(caller, path, advice, "a pipe, socket or device");
    if (stats.size > maxGivenBytes) {
      throw unreadableError(
        caller,
        path,
        advice,
        `one of ${stats.size} bytes, over ${maxGivenBytes}`,
      );
    }
    const bytes = await readFile(path, { signal });
    return { bytes, source: { kind, path }, location: path };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DatasetError) throw error;
    throw unreadableError(caller, path, advice, error);
  }
}

/** Undefined where the system knows no home, as for a container's user without a name. */
function kerasFolder(): string | undefined {
  try {
    return join(process.env["KERAS_HOME"] || join(homedir(), ".keras"), "datasets");
  } catch {
    return undefined;
  }
}

/** Undefined where the system knows no home either. */
async function systemCacheFolder(): Promise<string | undefined> {
  try {
    const { default: envPaths } = await import("env-paths");
    return join(envPaths("rnn", { suffix: "" }).cache, "imdb-data");
  } catch {
    return undefined;
  }
}

async function downloadInto(
  folder: string | undefined,
  caller: string,
  file: DatasetFile,
  { baseUrl, signal, onProgress }: SourceOptions,
): Promise<SourcedFile> {
  const base = baseUrl ?? (process.env["RNN_DATA_URL"] || officialBaseUrl);
  const url = addressOf(caller, base, file.name);
  const { fetch, close } = await environmentFetch().catch((cause: unknown) => {
    throw new DatasetError(
      "ERR_RNN_OFFLINE",
      `${caller}: expected HTTPS_PROXY and HTTP_PROXY to be addresses, got others. Correct or unset them.`,
      { location: url, cause },
    );
  });
  try {
    const { name } = file;
    const bytes = await download(url, { caller, name, expected: file, fetch, signal, onProgress });
    // The bytes are good whether or not they can be kept: a read-only cache costs a download a run.
    if (folder !== undefined) await writeToCache(folder, name, bytes).catch(() => undefined);
    return { bytes, source: { kind: "download", url }, location: url };
  } finally {
    await close();
  }
}
