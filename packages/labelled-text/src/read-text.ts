import type { SourceFile } from "./sources/source.ts";
import { TextBytes } from "./text-bytes.ts";

/** How far the reading of a source is. */
export interface ReadProgress {
  readonly loadedBytes: number;
  /** Undefined for a folder, and for what comes through a pipe. */
  readonly totalBytes: number | undefined;
}

/** What may be wanted while something is read. */
export interface ReadingOptions {
  /** Stops the work; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called as bytes are read. */
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/** A file's text in pieces, which cut no character. */
export async function readText(
  file: SourceFile,
  { signal, onProgress }: ReadingOptions,
): Promise<string[]> {
  const { location, totalBytes } = file;
  const bytes = new TextBytes(location);
  const pieces: string[] = [];
  let loadedBytes = 0;
  for await (const chunk of file.chunks()) {
    signal?.throwIfAborted();
    pieces.push(bytes.next(chunk));
    loadedBytes += chunk.length;
    onProgress?.({ loadedBytes, totalBytes });
  }
  bytes.end();
  return pieces;
}

/** The text with each line ended by a line feed alone, as a page shows it. */
export function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}
