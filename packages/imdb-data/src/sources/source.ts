import { checkChoice, checkType, describeValue } from "@rnn/tensor/checks";
import type { DatasetFile } from "../dataset-files.ts";
import type { ReviewName } from "../stanford/review-name.ts";

/** Where data came from. Reviews that were made up say `synthetic`, and only they do. */
export type DataSource =
  | { readonly kind: "path" | "environment" | "keras-cache" | "cache"; readonly path: string }
  | { readonly kind: "stanford"; readonly path: string }
  | { readonly kind: "download" | "fetch"; readonly url: string }
  | { readonly kind: "synthetic"; readonly seed: number };

/** How far a download is, or the reading of Stanford's archive. */
export interface DownloadProgress {
  /** The name of the file, such as `imdb.npz`. */
  readonly file: string;
  readonly loadedBytes: number;
  /** `undefined` where the server does not say. */
  readonly totalBytes: number | undefined;
}

/** The options by which `loadData` and `getWordIndex` find their file. */
export interface SourceOptions {
  /** Keras's own files (the default); for Stanford's archive see `StanfordSourceOptions`. */
  source?: "keras" | undefined;
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
export const sourceOptionNames = ["source", "path", "baseUrl", "signal", "onProgress"] as const;

/** Throws a RangeError for a `source` that there is not, and a TypeError for options of wrong types. */
export function checkSource(caller: string, options: SourceOptions): void {
  const { source = "keras", path, baseUrl } = options;
  checkChoice(caller, "source", source, ["keras", "stanford"]);
  if (path !== undefined) checkPath(caller, "path", path);
  if (baseUrl !== undefined) checkPath(caller, "baseUrl", baseUrl);
  checkListeners(caller, options);
}

/** Throws a TypeError unless `signal` and `onProgress`, where given, are what they should be. */
export function checkListeners(
  caller: string,
  { signal, onProgress }: Pick<SourceOptions, "signal" | "onProgress">,
): void {
  if (onProgress !== undefined) checkType(caller, "onProgress", onProgress, "function");
  // Of whatever host or polyfill: what is used of it is what it must have.
  const { throwIfAborted, addEventListener } = Object(signal) as Partial<AbortSignal>;
  if (signal === undefined) return;
  if (typeof throwIfAborted === "function" && typeof addEventListener === "function") return;
  throw new TypeError(
    `${caller}: expected signal to be an AbortSignal, got ${describeValue(signal)}. ` +
      "Give the signal of an AbortController.",
  );
}

function checkPath(caller: string, name: string, value: unknown): void {
  if (typeof value === "string" || Object.prototype.toString.call(value) === "[object URL]") return;
  throw new TypeError(
    `${caller}: expected ${name} to be a string or a URL, got ${describeValue(value)}.`,
  );
}

/** The options by which Stanford's archive of the reviews' texts is read. */
export interface StanfordOptions {
  /** The archive, `aclImdb_v1.tar.gz`; only Node reads it. */
  path: string | URL;
  /**
   * How many reviews each half must have; default 25,000. Null takes any number: for an archive of your
   * own in the same layout.
   */
  size?: number | null | undefined;
  /** Stops the work; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called as the archive's compressed bytes are read. */
  onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/** `StanfordOptions` for a function that reads Keras's files too. */
export interface StanfordSourceOptions extends StanfordOptions {
  /** Stanford's archive of the same reviews, which has their texts. */
  source: "stanford";
}

/** The names of `StanfordOptions`. */
export const stanfordOptionNames = ["path", "size", "signal", "onProgress"] as const;

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

/** A labelled review as it is in Stanford's archive. */
export interface ArchivedReview extends ReviewName {
  /** Its text in UTF-8, at most 1 MiB; the bytes are not to be kept or changed. */
  readonly bytes: Uint8Array;
}

/**
 * What a platform provides: each labelled review of an archive, in the archive's order, and in the end its
 * path. Throws where the archive is damaged or holds what it should not; what was given out before is then
 * to be forgotten.
 */
export type ReadStanfordArchive = (
  caller: string,
  options: Omit<StanfordOptions, "size">,
  onReview: (review: ArchivedReview) => void,
) => Promise<string>;

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
