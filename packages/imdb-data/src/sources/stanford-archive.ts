/**
 * Reads `aclImdb_v1.tar.gz` as a stream: one review is in memory at a time and nothing is written anywhere.
 * Entries outside the four folders of labelled reviews are passed over, whatever they are named; what they
 * inflate to counts towards the bound on the whole.
 */
import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Extract, Header } from "tar-stream";
import { DatasetError } from "../dataset-error.ts";
import { stanfordArchive } from "../dataset-files.ts";
import { fileKind } from "../file-kind.ts";
import { addPlace, archiveError } from "../stanford/archive-error.ts";
import { parseReviewName, type ReviewName, shortName } from "../stanford/review-name.ts";
import { givenPath, unreadableError } from "./given-path.ts";
import type { ReadStanfordArchive, StanfordOptions } from "./source.ts";

/** What one review may have; the longest has 14 kB. */
const maxReviewBytes = 2 ** 20;
/** What the archive may inflate to; the official one has about 300 MB. */
const maxInflatedBytes = 2 ** 29;

/** See `ReadStanfordArchive`. */
export const readStanfordArchive: ReadStanfordArchive = async (caller, options, onReview) => {
  const { signal } = options;
  const path = givenPath(options.path);
  const { extract } = await import("tar-stream");
  const { size } = await stat(path).catch((error: unknown) => {
    throw explainFailure(caller, path, error);
  });
  const entries = extract();
  const filling = fill(entries, path, size, options);
  const reading = (async () => {
    for await (const entry of entries) {
      const review = reviewOf(entry.header);
      if (review === undefined) entry.resume();
      else onReview({ ...review, bytes: await readReview(entry) });
    }
  })();
  try {
    // Where one fails the other does; the first is the cause.
    await Promise.all([filling, reading]);
  } catch (error) {
    await Promise.allSettled([filling, reading]);
    signal?.throwIfAborted();
    throw explainFailure(caller, path, error);
  }
  return path;
};

/** Inflates the file into the reader of tar entries. */
async function fill(
  entries: Extract,
  path: string,
  size: number,
  { signal, onProgress }: Pick<StanfordOptions, "signal" | "onProgress">,
): Promise<void> {
  const file = basename(path);
  let loadedBytes = 0;
  let inflatedBytes = 0;
  await pipeline(
    createReadStream(path),
    async function* (chunks: Readable): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
        if (loadedBytes === 0) checkGzip(chunk);
        loadedBytes += chunk.length;
        try {
          onProgress?.({ file, loadedBytes, totalBytes: size || undefined });
        } catch (cause) {
          throw new CallbackFailure("onProgress", { cause });
        }
        yield chunk;
      }
      if (loadedBytes === 0) throw archiveError("a gzip archive", "an empty file", again);
    },
    createGunzip(),
    async function* (chunks: Readable): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
        inflatedBytes += chunk.length;
        if (inflatedBytes > maxInflatedBytes) {
          throw archiveError(`an archive of at most ${maxInflatedBytes} bytes inflated`, "more");
        }
        yield chunk;
      }
    },
    entries,
    { signal },
  );
}

function checkGzip(start: Uint8Array): void {
  const kind = fileKind(start);
  if (kind === "gzip") return;
  throw kind === "zip"
    ? archiveError(
        "a gzip archive",
        "a zip archive, as imdb.npz is",
        'For imdb.npz leave out source, or give "keras".',
      )
    : archiveError("a gzip archive", "a file that is not compressed by gzip", again);
}

const again = `Get ${stanfordArchive.name} from ${stanfordArchive.page}.`;

/** The review that an entry holds; undefined for one that is to be passed over. */
function reviewOf({ type, name, size }: Header): ReviewName | undefined {
  if (type === "directory") return undefined;
  const review = parseReviewName(name);
  if (review === undefined) return undefined;
  if (type !== "file" && type !== "contiguous-file") {
    // What tar-stream does not know has no type.
    const kind = (type as string | null) ?? "special entry";
    throw archiveError("reviews to be plain files", `a ${kind} (${shortName(name)})`);
  }
  if (size > maxReviewBytes) {
    throw archiveError(
      `reviews of at most ${maxReviewBytes} bytes`,
      `${size} (${shortName(name)})`,
    );
  }
  return review;
}

type EntryOf<T> = T extends AsyncIterable<infer Entry> ? Entry : never;

async function readReview(entry: EntryOf<Extract>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  if (isUtf8(bytes)) return bytes;
  throw archiveError("reviews in UTF-8", `other bytes (${shortName(entry.header.name)})`);
}

/** Carries what the caller's own function threw past the streams, none of whose errors it is. */
class CallbackFailure extends Error {}

/** What broke, as a reader of the message needs it. */
function explainFailure(caller: string, path: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof CallbackFailure) return error.cause;
  if (error instanceof DatasetError) return addPlace(error, caller, path);
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (code !== "" && !code.startsWith("Z_")) {
    return unreadableError(caller, path, "Check { path }", error);
  }
  const [expected, got] =
    code === ""
      ? ["a tar archive within the gzip data", `other data (${message})`]
      : code === "Z_BUF_ERROR"
        ? ["a whole archive", "one that ends early"]
        : ["an intact archive", `damaged data (${message})`];
  return addPlace(archiveError(expected, got, again), caller, path);
}
