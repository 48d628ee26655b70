import { ProblemError, problemError } from "../problem/problem.ts";
import { readTar } from "./read-tar.ts";

/** A text of an archive, by its path. */
interface NamedText {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The texts of more are not kept. */
const mostBytes = 128 * 2 ** 20;
/** What a page trains on: the texts of a part for testing and those without labels are passed over. */
const passedOver = /(^|\/)(test|unsup)\//;

/**
 * The `.txt` files of a `.tar.gz` with a folder a class, such as Stanford's reviews. One file is inflated at a
 * time, and what is no text to train on is not kept.
 * @throws Error where it is not a whole archive, holds no such files, or too many
 */
export async function readArchive(archive: Blob, signal: AbortSignal): Promise<NamedText[]> {
  const texts: NamedText[] = [];
  let bytes = 0;
  const inflated = archive.stream().pipeThrough(new DecompressionStream("gzip"));
  try {
    for await (const file of readTar(inflated)) {
      signal.throwIfAborted();
      if (!isText(file.name)) continue;
      bytes += file.size;
      if (bytes > mostBytes) throw problemError("archiveTooLarge", mostBytes / 2 ** 20);
      texts.push({ name: file.name, content: await file.read() });
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof ProblemError ? error : problemError("damagedArchive");
  }
  if (texts.length === 0) throw problemError("noTextsInArchive");
  return texts;
}

function isText(name: string): boolean {
  const file = name.slice(name.lastIndexOf("/") + 1);
  // Archives of a Mac hold a hidden file beside each.
  return file.endsWith(".txt") && !file.startsWith("._") && !passedOver.test(name);
}
