import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InteropError, readWordVectors, type WordVectors } from "@rnn/interop";
import { withOption } from "../options/name-option.ts";
import { readBytes } from "./open-data.ts";

/**
 * The vectors that a file has of some words; the file may be a .gz, known by its first bytes.
 * @throws Error that names --vectors and the file
 */
export async function readVectorsFile(
  path: string,
  words: ReadonlySet<string>,
): Promise<WordVectors> {
  try {
    return await readWordVectors(openVectors(path), { words });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const named = withOption("--vectors", error, [InteropError]);
    if (named instanceof Error && named !== error) {
      throw new Error(`${named.message} The file is ${path}.`, { cause: error });
    }
    if (code === undefined) throw error;
    const got = code.startsWith("Z_") ? `a damaged .gz (${message})` : code;
    throw new Error(
      `--vectors: expected a file of vectors that can be read, got ${got} (at ${path}).`,
      {
        cause: error,
      },
    );
  }
}

/** The bytes of a file, or those that a .gz was made of. A pipe is read once, like a file. */
async function* openVectors(path: string): AsyncGenerator<Uint8Array> {
  const chunks = readBytes(createReadStream(path));
  const first = await chunks.next();
  if (first.done === true) return;
  const all = resume(first.value, chunks);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* all;
    return;
  }
  const source = Readable.from(all);
  const unzipped = createGunzip();
  source.on("error", (error) => unzipped.destroy(error));
  yield* readBytes(source.pipe(unzipped));
}

async function* resume(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
