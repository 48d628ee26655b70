import { type ClassOrderOptions, orderClasses, remarkOnSimilarNames } from "../class-order.ts";
import { plain, quoteAll } from "../display.ts";
import { chooseDecoder, type OpenDecoder } from "../encoding/open-decoder.ts";
import {
  type ClassLabels,
  type LabelledData,
  type LabelledTexts,
  maxTextBytes,
  toClassLabels,
} from "../labelled-data.ts";
import { LabelledTextError } from "../labelled-text-error.ts";
import { addNewClasses, matchLabels } from "../match-class-names.ts";
import { type ReadingOptions, withLineFeeds } from "../read-text.ts";
import type { SourceFolder } from "../sources/source.ts";
import { type ClassFolders, findParts, type WantedClasses } from "./class-folders.ts";

/** Files read at the same time: the wait for one is the work on another. */
const concurrentFiles = 32;

type FolderOptions = ClassOrderOptions & WantedClasses & ReadingOptions;

/** A file of a class. */
interface TextFile {
  readonly path: string;
  readonly className: string;
  /** Whether only its bytes say that it is a text. */
  readonly isOther: boolean;
}

/** What was read of a part, and what turned out to be no text. */
interface PartTexts {
  readonly texts: LabelledTexts;
  readonly otherTexts: readonly string[];
  readonly noTexts: readonly string[];
}

/**
 * The texts of a folder of one folder a class, or of such folders `train` and `test`: the layout of the
 * Large Movie Review Dataset. Classes and files are read in plain string order of their names.
 */
export async function readClassFolders(
  root: SourceFolder,
  options: FolderOptions,
): Promise<LabelledData> {
  const parts = await findParts(root, options);
  options.signal?.throwIfAborted();
  const found = [parts.train, ...(parts.test ? [parts.test] : [])].flatMap(({ classes }) =>
    classes.map(({ name }) => name),
  );
  const names = [...new Set(found)];
  const classNames = options.classNames
    ? addNewClasses(names, options.classNames)
    : orderClasses(names, options, root.location);
  const { indices, remarks } = matchLabels(names, classNames, root.location);
  const labels = new Map(names.map((name, i) => [name, indices[i]]));
  const toLabels = (files: readonly TextFile[]) =>
    toClassLabels(
      files.map(({ className }) => labels.get(className) ?? 0),
      classNames.length,
    );
  let loadedBytes = 0;
  const onBytes = (count: number): void => {
    loadedBytes += count;
    options.onProgress?.({ loadedBytes, totalBytes: undefined });
  };
  const { signal } = options;
  const reading = {
    toLabels,
    onBytes,
    signal,
    open: await chooseDecoder("readLabelledTexts", options),
  };
  const train = await readPart(root, parts.train, reading);
  const test = parts.test && (await readPart(root, parts.test, reading));
  const leftAside = [
    ...parts.leftAside,
    ...parts.train.leftAside,
    ...(parts.test?.leftAside ?? []),
    ...train.noTexts,
    ...(test?.noTexts ?? []),
  ];
  const otherTexts = [...train.otherTexts, ...(test?.otherTexts ?? [])];
  return {
    train: train.texts,
    test: test?.texts,
    classNames,
    skippedRows: 0,
    description: plain(`${root.name}, a folder with one folder a class`),
    remarks: [
      ...remarks,
      ...(options.classNames ? [] : remarkOnSimilarNames(classNames)),
      ...(otherTexts.length === 0
        ? []
        : [`Read as texts, though not named .txt: ${quoteAll(otherTexts)}.`]),
      ...(leftAside.length === 0
        ? []
        : [`Left aside, being no texts of a class: ${quoteAll(leftAside)}.`]),
    ],
  };
}

/** What the reading of a part works with. */
interface PartReading {
  readonly toLabels: (files: readonly TextFile[]) => ClassLabels;
  readonly onBytes: (count: number) => void;
  readonly signal: AbortSignal | undefined;
  readonly open: OpenDecoder;
}

async function readPart(
  root: SourceFolder,
  { part, classes }: ClassFolders,
  { toLabels, onBytes, signal, open }: PartReading,
): Promise<PartTexts> {
  const prefix = part === "" ? "" : `${part}/`;
  const files = classes.flatMap(({ name, files: own, hasOtherFiles }) =>
    own.map(
      (file): TextFile => ({
        path: `${prefix}${name}/${file}`,
        className: name,
        isOther: hasOtherFiles,
      }),
    ),
  );
  const texts: string[] = [];
  const kept: TextFile[] = [];
  const noTexts: string[] = [];
  for (let i = 0; i < files.length; i += concurrentFiles) {
    const group = files.slice(i, i + concurrentFiles);
    const contents = await Promise.all(group.map(({ path }) => readFile(root, path)));
    signal?.throwIfAborted();
    for (const [j, bytes] of contents.entries()) {
      const file = group[j];
      onBytes(bytes.length);
      if (file.isOther && bytes.includes(0)) {
        noTexts.push(file.path);
        continue;
      }
      const decoder = open(root.locate(file.path));
      texts.push(withLineFeeds(decoder.next(bytes)));
      decoder.end();
      kept.push(file);
    }
  }
  checkNoneIsEmpty(root, part, classes, kept, noTexts);
  return {
    texts: {
      texts,
      labels: toLabels(kept),
      origins: kept.map(({ path }) => path),
    },
    otherTexts: kept.filter(({ isOther }) => isOther).map(({ path }) => path),
    noTexts,
  };
}

function checkNoneIsEmpty(
  root: SourceFolder,
  part: string,
  classes: ClassFolders["classes"],
  kept: readonly TextFile[],
  noTexts: readonly string[],
): void {
  const prefix = part === "" ? "" : `${part}/`;
  const empty = classes.find(({ name }) =>
    kept.every(({ path }) => !path.startsWith(`${prefix}${name}/`)),
  );
  if (empty === undefined) return;
  throw new LabelledTextError("ERR_RNN_TEXT_CLASSES", {
    expected: "files of text in each class",
    got: `no text in ${quoteAll([empty.name])}, only ${quoteAll(noTexts)}`,
    advice: "Save each text as a .txt file in UTF-8.",
    location: root.locate(part),
  });
}

async function readFile(root: SourceFolder, path: string): Promise<Uint8Array> {
  const size = await root.sizeOf(path);
  if (size > maxTextBytes) {
    throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
      expected: `texts of at most ${maxTextBytes} bytes`,
      got: `${size} bytes`,
      advice: "Write one text a file.",
      location: root.locate(path),
    });
  }
  return root.read(path);
}
