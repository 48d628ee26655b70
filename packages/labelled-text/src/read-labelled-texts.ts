import { checkChoice, checkOptions, checkType, describeValue } from "@rnn/tensor/checks";
import { openPath } from "#platform";
import { checkSource, checkTableOptions } from "./check-options.ts";
import type { ColumnOptions } from "./columns.ts";
import type { DialectOptions } from "./delimited/read-delimited.ts";
import { plain, quote } from "./display.ts";
import { readClassFolders } from "./folders/read-class-folders.ts";
import type { LabelledData } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { type FormatOptions, readRows, refuseDialect } from "./read-rows.ts";
import type { ReadingOptions } from "./read-text.ts";
import type { ClassOptions } from "./row-texts.ts";
import { type BlobLike, type NamedContent, openContent } from "./sources/given-content.ts";
import type { Source, SourceFile, SourceFolder } from "./sources/source.ts";

/** What labelled texts are read from: a path (in Node), a `File`, content under a name, or a list of these. */
export type LabelledTextSource =
  | string
  | BlobLike
  | NamedContent
  | readonly (BlobLike | NamedContent)[];

/** What `readLabelledTexts` takes besides the source. */
export interface ReadLabelledTextsOptions
  extends ColumnOptions,
    ClassOptions,
    DialectOptions,
    FormatOptions,
    ReadingOptions {}

const optionNames = [
  "textColumn",
  "labelColumn",
  "format",
  "delimiter",
  "escape",
  "positive",
  "classOrder",
  "classNames",
  "signal",
  "onProgress",
] as const;

/**
 * Texts with their classes, two or more, from a file of rows (`.csv`, `.tsv`, `.json`, `.jsonl`, `.ndjson`) or a folder with
 * one folder a class and a `.txt` file a text, or with such folders `train` and `test`. All in UTF-8.
 *
 * Any different labels will do. Texts stay as they are but for ends of lines, which become LF; an empty
 * one is a text too. White space around labels and names of columns does not count. What separates fields
 * is found, and so is how quotes are written, where only one reading is possible. What is left out is
 * counted and said in `remarks`; other work continues meanwhile.
 *
 * @param source in Node a path; anywhere a `File`, `{ name, content }`, or a list of these for a folder
 * @param options.textColumn, options.labelColumn default: `text` and `label`, else the one column with a
 *   name that such columns usually have; a folder has no columns
 * @param options.positive of two classes the one that comes second; default: of a known pair such as neg and
 *   pos the positive one, of two numbers the higher, else the later in plain string order
 * @param options.classNames the classes that the labels must be, by name: those of a model
 * @throws LabelledTextError for data that cannot be read, or is not as above; nothing is guessed
 * @throws TypeError, RangeError for wrong arguments
 *
 * @example
 * ```ts
 * const content = "review;sentiment\nA great film.;positive\nA dull one.;negative\n";
 * const { train, classNames } = await readLabelledTexts({ name: "reviews.csv", content });
 * train.texts; // => ["A great film.", "A dull one."]
 * train.labels; // => [1, 0]
 * train.origins; // => ["reviews.csv:2", "reviews.csv:3"]
 * classNames; // => ["negative", "positive"]
 * ```
 */
export async function readLabelledTexts(
  source: LabelledTextSource,
  options: ReadLabelledTextsOptions = {},
): Promise<LabelledData> {
  checkArguments(source, options);
  const { signal } = options;
  signal?.throwIfAborted();
  try {
    const opened: Source =
      typeof source === "string" ? await openPath(source) : openContent(source);
    return opened.kind === "file"
      ? await readTable(opened.file, options)
      : await readFolder(opened.folder, options);
  } catch (error) {
    // However deep an abort struck, its own reason comes out.
    signal?.throwIfAborted();
    throw error;
  }
}

function checkArguments(source: unknown, options: ReadLabelledTextsOptions): void {
  const caller = "readLabelledTexts";
  checkSource(caller, source);
  checkOptions(caller, options, optionNames);
  for (const name of ["labelColumn", "positive"] as const) {
    if (options[name] !== undefined) checkType(caller, name, options[name], "string");
  }
  checkTableOptions(caller, options);
  const { classOrder, classNames } = options;
  if (classOrder !== undefined) {
    checkChoice(caller, "classOrder", classOrder, ["natural", "alphabetical"]);
  }
  if (classNames !== undefined && !(Array.isArray(classNames) && classNames.length >= 2)) {
    throw new TypeError(
      `${caller}: expected classNames to be two names or more, got ${describeValue(classNames)}.`,
    );
  }
}

async function readTable(
  file: SourceFile,
  options: ReadLabelledTextsOptions,
): Promise<LabelledData> {
  const table = await readRows(file, options);
  const text = quote(table.textColumn.trim());
  const label = quote(table.labelColumn.trim());
  return {
    train: table.texts,
    test: undefined,
    classNames: table.classNames,
    skippedRows: table.skippedRows,
    description: `${plain(file.name)}, texts in ${text}, labels in ${label}`,
    remarks: table.remarks,
  };
}

function readFolder(
  folder: SourceFolder,
  options: ReadLabelledTextsOptions,
): Promise<LabelledData> {
  refuseDialect(options, "a folder", folder.location);
  const { textColumn, labelColumn } = options;
  if (textColumn !== undefined || labelColumn !== undefined) {
    throw new LabelledTextError("ERR_RNN_TEXT_COLUMN", {
      expected: "a file of rows with the columns named",
      got: "a folder",
      advice: "Leave --text-column and --label-column out: the folders are the labels.",
      location: folder.location,
    });
  }
  return readClassFolders(folder, options);
}
