/** Files and folders on the disk. */
import { createReadStream, type Dirent, type Stats } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { changedError } from "../changed-error.ts";
import { asNotFound } from "./file-errors.ts";
import type { FolderEntries, OpenPath, SourceFile, SourceFolder } from "./source.ts";

const chunkBytes = 2 ** 16;

/** See `OpenPath`. */
export const openPath: OpenPath = async (path) => {
  const found = await attempt(path, () => stat(path));
  if (found.isDirectory()) return { kind: "folder", folder: folderAt(path) };
  return { kind: "file", file: fileAt(path, found) };
};

function fileAt(path: string, opened: Stats): SourceFile {
  const isStream = !opened.isFile();
  let times = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    times++;
    try {
      yield* createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw asNotFound(error, path);
    }
    // One of another size shows by its characters.
    if (times > 1 && !isStream && isRewritten(opened, await attempt(path, () => stat(path)))) {
      throw changedError(path, "another one");
    }
  }
  // A shell's `<(command)` is a number in /dev/fd, which says nothing to a reader.
  const isNumbered = isStream && /\/fd\/\d+$/.test(path);
  const name = isNumbered ? "pipe" : basename(path);
  const totalBytes = isStream ? undefined : opened.size;
  return { name, location: path, totalBytes, isStream, chunks };
}

/** Whether a file of the same size is another one or was written to. */
function isRewritten(opened: Stats, now: Stats): boolean {
  const isOther = now.ino !== opened.ino || now.mtimeMs !== opened.mtimeMs;
  return now.size === opened.size && isOther;
}

function folderAt(root: string): SourceFolder {
  const locate = (path: string): string => join(root, path);
  return {
    name: basename(resolve(root)),
    location: root,
    locate,
    list: (path) => attempt(locate(path), () => list(locate(path))),
    sizeOf: (path) => attempt(locate(path), async () => (await stat(locate(path))).size),
    read: (path) => attempt(locate(path), () => readFile(locate(path))),
  };
}

/** Links are followed. */
async function list(path: string): Promise<FolderEntries> {
  const folders: string[] = [];
  const files: string[] = [];
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue;
    ((await isFolder(path, entry)) ? folders : files).push(entry.name);
  }
  return { folders: folders.sort(), files: files.sort() };
}

async function isFolder(path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return (await stat(join(path, entry.name))).isDirectory();
}

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asNotFound(error, path);
  }
}
