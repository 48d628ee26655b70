import { LabelledTextError } from "./labelled-text-error.ts";
import { type StoredData, sizeInMemory } from "./labelled-text-stream.ts";
import { type MergeOptions, mergeLabelledData } from "./merge-labelled-data.ts";
import type { KeepingOptions, ReadingOptions } from "./read-text.ts";
import { type OneSource, openSource } from "./sources/open-source.ts";
import type { Source } from "./sources/source.ts";

type SeveralOptions = MergeOptions & ReadingOptions & KeepingOptions;

/** The sources one after the other, each opened before any is read, so that a wrong path is known at once. */
export async function readSeveral<Options extends SeveralOptions>(
  given: readonly OneSource[],
  options: Options,
  read: (source: Source, options: Options & { readonly isPart?: boolean }) => Promise<StoredData>,
): Promise<StoredData> {
  const opened: Source[] = [];
  for (const one of given) opened.push(await openSource(one));
  const locations = opened.map(locationOf);
  const twice = locations.find((location, i) => locations.indexOf(location) !== i);
  if (twice !== undefined) {
    throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
      expected: "each source once",
      got: "one twice",
      advice: "Its texts would count twice: leave it out.",
      location: twice,
    });
  }
  if (opened.length === 1) return read(opened[0], options);
  const progress = sumProgress(opened, options.onProgress);
  let { keptCharacters = Infinity } = options;
  const sources: { location: string; data: StoredData }[] = [];
  for (const [i, source] of opened.entries()) {
    const named = withOwnName(source, opened);
    const rest = { keptCharacters, isPart: true, onProgress: progress(i) };
    const data = await read(named, { ...options, ...rest });
    keptCharacters -= countKept(data);
    sources.push({ location: locations[i], data });
  }
  return mergeLabelledData(sources, options);
}

/** Characters of texts that are in memory, as they are counted. */
function countKept({ train, test }: StoredData): number {
  const all = [train.kept, test?.kept].flatMap((kept) => kept?.texts ?? []);
  return all.reduce((sum, text) => sum + sizeInMemory(text), 0);
}

function locationOf(source: Source): string {
  return source.kind === "file" ? source.file.location : source.folder.location;
}

/** A file whose name another has too is named by its path. */
function withOwnName(source: Source, all: readonly Source[]): Source {
  if (source.kind === "folder") return source;
  const { file } = source;
  const isShared = all.some(
    (other) => other !== source && other.kind === "file" && other.file.name === file.name,
  );
  return isShared ? { kind: "file", file: { ...file, name: file.location } } : source;
}

/** The progress of each source as that of all. */
function sumProgress(
  sources: readonly Source[],
  onProgress: ReadingOptions["onProgress"],
): (index: number) => ReadingOptions["onProgress"] {
  const sizes = sources.map((source) =>
    source.kind === "file" ? source.file.totalBytes : undefined,
  );
  const totalBytes = sizes.reduce<number | undefined>(
    (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
  const loaded = sources.map(() => 0);
  return (index) =>
    onProgress &&
    (({ loadedBytes }) => {
      loaded[index] = loadedBytes;
      onProgress({ loadedBytes: loaded.reduce((sum, bytes) => sum + bytes, 0), totalBytes });
    });
}
