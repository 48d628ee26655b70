import { readLabelledTexts } from "@rnn/labelled-text";
import { problemError } from "../problem/problem.ts";
import { everySo } from "./every-so.ts";
import type { OwnTexts, TextFiles } from "./own-texts.ts";
import { problemOfTexts } from "./problem-of-texts.ts";
import { readReviewsFile } from "./read-reviews-file.ts";

/** What the page shows of them. */
export interface TextsFacts {
  readonly count: number;
  readonly classNames: readonly [string, string];
  readonly classCounts: readonly [number, number];
  readonly description: string;
  /** What the reader of the files says, in English. */
  readonly remarks: readonly string[];
  /** Of how many texts those that are used were taken: as many, or more. */
  readonly takenFrom: number;
  /** The first few, shortened. */
  readonly preview: readonly { readonly text: string; readonly className: string }[];
}

/** Larger files are for the command line. */
const mostBytes = 32 * 2 ** 20;
/** Of Stanford's reviews, which have 80 MB, a half is read. */
const mostArchiveBytes = 128 * 2 ** 20;
/** More texts would take minutes in a page. */
const mostTexts = 20_000;
/** Fewer leave nothing to validate with. */
const leastTexts = 10;
const previewed = 5;
const previewCharacters = 160;

/**
 * Labelled texts of two classes from the visitor's files, by the same code as the command line's: tables, JSON
 * Lines, a `.tar.gz` of folders of texts; or `imdb.npz` with its word index.
 * @throws Error that says what is wrong with them
 */
export async function readOwnTexts(
  { files }: { readonly files: TextFiles },
  signal: AbortSignal,
): Promise<OwnTexts> {
  const bytes = files.reduce(
    (sum, file) => sum + ("content" in file ? 2 * file.content.length : file.size),
    0,
  );
  const most = isArchive(files[0]) ? mostArchiveBytes : mostBytes;
  if (bytes > most) {
    throw problemError("filesTooLarge", most / 2 ** 20, Math.ceil(bytes / 2 ** 20));
  }
  const reviews = files.find(({ name }) => name.endsWith(".npz"));
  if (reviews instanceof Blob) return readReviewsFile(reviews, files, mostTexts, signal);
  const source = isArchive(files[0])
    ? await (await import("./read-archive.ts")).readArchive(files[0], signal)
    : files.length === 1
      ? files[0]
      : files;
  const { train, classNames, description, remarks } = await readLabelledTexts(source, {
    signal,
  }).catch((error: unknown) => {
    throw problemOfTexts(error);
  });
  const [first, second, ...others] = classNames;
  if (others.length > 0) {
    throw problemError("tooManyClasses", classNames.length);
  }
  if (train.texts.length < leastTexts) {
    throw problemError("tooFewTexts", leastTexts, train.texts.length);
  }
  // Folders and many tables have one class after the other.
  const chosen = everySo(train.texts.length, mostTexts);
  return {
    texts: {
      texts: chosen.map((row) => train.texts[row]),
      labels: Uint8Array.from(chosen, (row) => train.labels[row]),
      classNames: [first, second],
      isWritten: true,
    },
    description,
    remarks,
    takenFrom: train.texts.length,
  };
}

function isArchive(file: TextFiles[number]): file is File {
  return file instanceof Blob && /\.(tgz|tar\.gz)$/i.test(file.name);
}

/** What the page shows of the texts. */
export function describeTexts({
  texts: source,
  description,
  remarks,
  takenFrom,
}: OwnTexts): TextsFacts {
  const { texts, labels, classNames } = source;
  const second = labels.reduce((sum, label) => sum + label, 0);
  const shorten = (text: string): string =>
    text.length > previewCharacters ? `${text.slice(0, previewCharacters)}…` : text;
  return {
    count: texts.length,
    classNames,
    classCounts: [texts.length - second, second],
    description,
    remarks,
    takenFrom,
    preview: texts.slice(0, previewed).map((text, n) => ({
      text: shorten(text),
      className: classNames[labels[n]],
    })),
  };
}
