import { openPath } from "#platform";
import { type BlobLike, isInFolder, type NamedContent, openContent } from "./given-content.ts";
import type { Source } from "./source.ts";

/**
 * What labelled texts are read from: a path (in Node), a `File`, content under a name, or a list of these: the files
 * of a folder, or where one is a path or none has a folder in its name, sources of their own.
 */
export type LabelledTextSource = OneSource | readonly OneSource[];

/** A file or folder, or a file of one. */
export type OneSource = string | BlobLike | NamedContent;

/** The file or folder that is given; a list of files is the folder that they are in. */
export async function openSource(
  source: OneSource | readonly (BlobLike | NamedContent)[],
): Promise<Source> {
  return typeof source === "string" ? openPath(source) : openContent(source);
}

/** Whether a list is of sources, not of the files of one folder. */
export function isListOfSources(source: LabelledTextSource): source is readonly OneSource[] {
  if (!Array.isArray(source)) return false;
  const given = source as readonly OneSource[];
  if (given.some((one) => typeof one === "string")) return true;
  return given.length > 1 && !given.some((one) => typeof one !== "string" && isInFolder(one));
}
