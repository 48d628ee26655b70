import { describeValue } from "@rnn/tensor/checks";
import { concatenateBytes } from "../concatenate-bytes.ts";
import type { FolderEntries, Source, SourceFile, SourceFolder } from "./source.ts";

/** What a `Blob` has; a `File` has a name too, and where a folder was dropped its path in it. */
export interface BlobLike {
  readonly size: number;
  readonly name?: string;
  readonly webkitRelativePath?: string;
  slice(start: number, end: number): BlobLike;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Content under a name, whose ending says what it is. */
export interface NamedContent {
  /** Such as `"reviews.csv"`, or in a list `"pos/1.txt"`. */
  readonly name: string;
  readonly content: string | Uint8Array | ArrayBuffer | BlobLike | AsyncIterable<Uint8Array>;
}

const chunkBytes = 2 ** 18;

/** The file that a `File` or content under a name is, or the folder that a list of them is. */
export function openContent(
  given: BlobLike | NamedContent | readonly (BlobLike | NamedContent)[],
): Source {
  if (!Array.isArray(given))
    return { kind: "file", file: fileOf(given as BlobLike | NamedContent) };
  const files = (given as readonly (BlobLike | NamedContent)[]).map(fileOf);
  if (files.length === 1 && !files[0].location.includes("/"))
    return { kind: "file", file: files[0] };
  return { kind: "folder", folder: folderOf(files) };
}

/** Whether a name or a dropped file's path has a folder in it. */
export function isInFolder(given: BlobLike | NamedContent): boolean {
  return fileOf(given).location.includes("/");
}

function fileOf(given: BlobLike | NamedContent): SourceFile {
  const { name, content } = contentOf(given);
  return {
    name: name.slice(name.lastIndexOf("/") + 1),
    location: name,
    totalBytes: sizeOf(content),
    isStream: isStream(content),
    chunks: () => chunksOf(content),
  };
}

function contentOf(given: unknown): NamedContent {
  if (isBlob(given)) {
    const name = given.webkitRelativePath || given.name;
    if (typeof name === "string" && name !== "") return { name, content: given };
    throw describeWrongContent("a Blob without a name");
  }
  const { name, content } = (given ?? {}) as Partial<NamedContent>;
  if (typeof name !== "string" || name === "") throw describeWrongContent(describeValue(given));
  if (!isContent(content)) throw describeWrongContent(`${describeValue(content)} as content`);
  return { name: name.replaceAll("\\", "/").replace(/^(\.?\/)+/, ""), content };
}

function describeWrongContent(got: string): TypeError {
  return new TypeError(
    `readLabelledTexts: expected a path, a File, { name, content } or a list of these, got ${got}. ` +
      'Content under a name is such as { name: "reviews.csv", content: "text,label\\n..." }.',
  );
}

function isBlob(value: unknown): value is BlobLike {
  const { size, slice, arrayBuffer } = (value ?? {}) as Partial<BlobLike>;
  return (
    typeof size === "number" && typeof slice === "function" && typeof arrayBuffer === "function"
  );
}

function isContent(value: unknown): value is NamedContent["content"] {
  return (
    typeof value === "string" ||
    value instanceof Uint8Array ||
    value instanceof ArrayBuffer ||
    isBlob(value) ||
    isStream(value)
  );
}

function isStream(content: unknown): boolean {
  return typeof content === "object" && content !== null && Symbol.asyncIterator in content;
}

function sizeOf(content: NamedContent["content"]): number | undefined {
  if (content instanceof Uint8Array || content instanceof ArrayBuffer) return content.byteLength;
  return isBlob(content) ? content.size : undefined;
}

async function* chunksOf(content: NamedContent["content"]): AsyncGenerator<Uint8Array> {
  if (typeof content === "string") {
    yield new TextEncoder().encode(content);
  } else if (content instanceof Uint8Array) {
    yield content;
  } else if (content instanceof ArrayBuffer) {
    yield new Uint8Array(content);
  } else if (isBlob(content)) {
    for (let at = 0; at < content.size; at += chunkBytes) {
      yield new Uint8Array(await content.slice(at, at + chunkBytes).arrayBuffer());
    }
  } else {
    yield* content;
  }
}

/** The folder of files by their paths; the folder that they all are in is taken for the folder itself. */
function folderOf(files: readonly SourceFile[]): SourceFolder {
  const roots = new Set(files.map(({ location }) => location.split("/")[0]));
  const [root] = roots;
  const depths = files.map(({ location }) => location.split("/").length);
  const isInOne =
    roots.size === 1 && depths.every((depth) => depth > 1) && depths.some((depth) => depth > 2);
  const prefix = isInOne ? `${root}/` : "";
  const location = isInOne ? root : "the files";
  const byPath = new Map(files.map((file) => [file.location.slice(prefix.length), file]));
  const fileAt = (path: string): SourceFile => {
    const file = byPath.get(path);
    if (file === undefined) throw new RangeError(`readLabelledTexts: there is no ${path}.`);
    return file;
  };
  const read = async (path: string): Promise<Uint8Array> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of fileAt(path).chunks()) chunks.push(chunk);
    return chunks.length === 1 ? chunks[0] : concatenateBytes(chunks);
  };
  return {
    name: isInOne ? root : "files",
    location,
    locate: (path) => (path === "" ? location : `${prefix}${path}`),
    list: async (path) => entriesIn([...byPath.keys()], path),
    sizeOf: async (path) => fileAt(path).totalBytes ?? (await read(path)).length,
    read,
  };
}

function entriesIn(paths: readonly string[], folder: string): FolderEntries {
  const prefix = folder === "" ? "" : `${folder}/`;
  const folders = new Set<string>();
  const files = new Set<string>();
  for (const path of paths) {
    if (!path.startsWith(prefix)) continue;
    const [name, ...rest] = path.slice(prefix.length).split("/");
    if (!name.startsWith(".")) (rest.length > 0 ? folders : files).add(name);
  }
  return { folders: [...folders].sort(), files: [...files].sort() };
}
