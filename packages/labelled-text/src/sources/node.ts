/** Files and folders on the disk. */
import { createReadStream, type Dirent, type Stats } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
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
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield* createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw asNotFound(error, path);
    }
  }
  // A shell's `<(command)` is a number in /dev/fd, which says nothing to a reader.
  const isNumbered = isStream && /\/fd\/\d+$/.test(path);
  const name = isNumbered ? "pipe" : basename(path);
  const totalBytes = isStream ? undefined : opened.size;
  const hasChanged = async (): Promise<boolean> => {
    if (isStream) return false;
    const { ino, size, mtimeMs } = await attempt(path, () => stat(path));
    return ino !== opened.ino || size !== opened.size || mtimeMs !== opened.mtimeMs;
  };
  return { name, location: path, totalBytes, isStream, chunks, hasChanged };
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
