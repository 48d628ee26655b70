import { open } from "node:fs/promises";
import { readTextLines } from "@rnn/labelled-text";
import { isStdin } from "../is-stdin.ts";
import { nameOption } from "../options/name-option.ts";

/** The texts to classify, a line each: those of a file, or of stdin where the path means that or is missing. */
export async function* readTexts(
  path: string | undefined,
  stdin: NodeJS.ReadableStream,
): AsyncGenerator<string> {
  if (path === undefined || isStdin(path)) {
    yield* nameOption("stdin", readTextLines(bytesOf(stdin), "stdin"));
    return;
  }
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(error, path);
  });
  yield* nameOption("--file", readTextLines(bytesOfFile(file.createReadStream(), path), path));
}

async function* bytesOf(stream: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}

async function* bytesOfFile(stream: NodeJS.ReadableStream, path: string) {
  try {
    yield* bytesOf(stream);
  } catch (error) {
    throw unreadable(error, path);
  }
}

function unreadable(cause: unknown, path: string): Error {
  const { code } = cause as NodeJS.ErrnoException;
  return new Error(`--file: expected a readable file, got ${code} (at ${path}).`, { cause });
}
