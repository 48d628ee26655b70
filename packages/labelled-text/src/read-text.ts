import { changedError } from "./changed-error.ts";
import { chooseDecoder, type EncodingOptions } from "./encoding/open-decoder.ts";
import type { SourceFile } from "./sources/source.ts";
import { TextInspection, type TextTraits } from "./text-traits.ts";

/** How far the reading of a source is. */
export interface ReadProgress {
  readonly loadedBytes: number;
  /** Undefined for a folder, and for what comes through a pipe. */
  readonly totalBytes: number | undefined;
}

/** What may be wanted while something is read. */
export interface ReadingOptions extends EncodingOptions {
  /** Stops the work; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called as bytes are read for the first time. */
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/** How much is kept in memory of what can be read again. */
export interface KeepingOptions {
  /** Characters; default all. */
  readonly keptCharacters?: number | undefined;
}

/** A file's text, gone through once, which can be gone through again. */
export interface FileText extends TextTraits {
  /** The text in pieces, which cut no character: those kept, or else read again. */
  readonly pieces: () => AsyncIterable<string> | Iterable<string>;
}

/** A file's text. Of a longer one than is to be kept, nothing is: it is read again, unless it comes through a pipe. */
export async function readText(
  file: SourceFile,
  options: ReadingOptions & KeepingOptions,
): Promise<FileText> {
  const mostKept = file.isStream ? Infinity : (options.keptCharacters ?? Infinity);
  const inspection = new TextInspection();
  let kept: string[] | undefined = [];
  let characters = 0;
  for await (const piece of piecesOf(file, options)) {
    inspection.add(piece);
    characters += piece.length;
    if (characters > mostKept) kept = undefined;
    kept?.push(piece);
  }
  const pieces = kept;
  return {
    ...inspection.finish(),
    pieces: () => pieces ?? piecesAgain(file, options, characters),
  };
}

/** The pieces of a file that must be as long as it was at first. */
async function* piecesAgain(
  file: SourceFile,
  options: ReadingOptions,
  characters: number,
): AsyncGenerator<string> {
  let rest = characters;
  for await (const piece of piecesOf(file, { ...options, onProgress: undefined })) {
    rest -= piece.length;
    if (rest < 0) break;
    yield piece;
  }
  if (rest === 0) return;
  throw changedError(file.location, `one that has become ${rest < 0 ? "longer" : "shorter"}`);
}

async function* piecesOf(
  file: SourceFile,
  { signal, onProgress, encoding }: ReadingOptions,
): AsyncGenerator<string> {
  const { location, totalBytes } = file;
  const open = await chooseDecoder("readLabelledTexts", { encoding });
  const bytes = open(location);
  let loadedBytes = 0;
  for await (const chunk of file.chunks()) {
    signal?.throwIfAborted();
    const piece = bytes.next(chunk);
    loadedBytes += chunk.length;
    onProgress?.({ loadedBytes, totalBytes });
    yield piece;
  }
  bytes.end();
}

/** The text with each line ended by a line feed alone, as a page shows it. */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}
