import type { NamedContent } from "@rnn/labelled-text";
import { isStdin } from "./is-stdin.ts";

/** What `readLabelledTexts` reads for a path as it was typed: stdin, or the path. */
export function openData(path: string, stdin: NodeJS.ReadableStream): string | NamedContent {
  return isStdin(path) ? { name: "stdin", content: readBytes(stdin) } : path;
}

/** The bytes of a stream. */
export async function* readBytes(stream: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}
