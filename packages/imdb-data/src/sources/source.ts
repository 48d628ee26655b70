import type { DatasetFile } from "../dataset-files.ts";

/** Where data came from. Reviews that were made up say `synthetic`, and only they do. */
export type DataSource =
  | { readonly kind: "path" | "environment" | "keras-cache" | "cache"; readonly path: string }
  | { readonly kind: "download" | "fetch"; readonly url: string }
  | { readonly kind: "synthetic"; readonly seed: number };

/** How far a download is. */
export interface DownloadProgress {
  /** The name of the file, such as `imdb.npz`. */
  readonly file: string;
  readonly loadedBytes: number;
  /** `undefined` where the server does not say. */
  readonly totalBytes: number | undefined;
}

/** The options by which `loadData` and `getWordIndex` find their file. */
export interface SourceOptions {
  /** The file to read instead of looking for the official one; in a browser its address. */
  path?: string | URL | undefined;
  /** The folder on the web that holds the official files; default: TensorFlow's, or `RNN_DATA_URL`. */
  baseUrl?: string | URL | undefined;
  /** Stops the work; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called as bytes of a download come in; not for files that are there already. */
  onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/** The names of `SourceOptions`. */
export const sourceOptionNames = ["path", "baseUrl", "signal", "onProgress"] as const;

/** A file's bytes and where they came from. */
export interface SourcedFile {
  readonly bytes: Uint8Array;
  readonly source: DataSource;
  /** The path or address, for messages. */
  readonly location: string;
}

/** What a platform provides: the bytes of a file of the data set, from wherever it finds them first. */
export type ReadDataFile = (
  caller: string,
  file: DatasetFile,
  options: SourceOptions,
) => Promise<SourcedFile>;

/** The address of a file under a base address; a base without a slash at its end gets one. */
export function addressOf(caller: string, base: string | URL, name: string): string {
  const folder = String(base).replace(/\/*$/, "/");
  if (!URL.canParse(folder) || !/^https?:/i.test(folder)) {
    throw new TypeError(
      `${caller}: expected a base address that begins with https:// or http://, got ${JSON.stringify(String(base))}.`,
    );
  }
  return new URL(name, folder).href;
}
