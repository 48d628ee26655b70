import type { NamedContent } from "@rnn/labelled-text";
import { isStdin } from "./is-stdin.ts";

/** What `readLabelledTexts` reads for a path as it was typed: stdin, or the path. */
export function openData(path: string, stdin: NodeJS.ReadableStream): string | NamedContent {
  return isStdin(path) ? { name: "stdin", content: readBytes(stdin) } : path;
}

/** The same for several, of which one may be stdin; one alone is no list. */
export function openSources(
  paths: readonly string[],
  stdin: NodeJS.ReadableStream,
): string | NamedContent | readonly (string | NamedContent)[] {
  const [first, ...more] = paths.map((path) => openData(path, stdin));
  return more.length === 0 ? first : [first, ...more];
}

/** What progress calls the sources. */
export function nameSources(paths: readonly string[]): string {
  return paths.length === 1 ? paths[0] : `${paths.length} sources`;
}

/** The bytes of a stream. */
export async function* readBytes(stream: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}
