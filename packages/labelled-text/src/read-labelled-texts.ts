import { checkChoice, checkOptions, checkType, describeValue } from "@rnn/tensor/checks";
import { checkSource, checkTableOptions } from "./check-options.ts";
import type { ColumnOptions } from "./columns.ts";
import type { DialectOptions } from "./delimited/read-delimited.ts";
import { plain, quote } from "./display.ts";
import { readClassFolders } from "./folders/read-class-folders.ts";
import type { LabelledData } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { type FormatOptions, readRows, refuseDialect } from "./read-rows.ts";
import { readSeveral } from "./read-several.ts";
import type { ReadingOptions } from "./read-text.ts";
import type { ClassOptions, PartOptions } from "./row-texts.ts";
import { isListOfSources, type LabelledTextSource, openSource } from "./sources/open-source.ts";
import type { Source, SourceFile, SourceFolder } from "./sources/source.ts";

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
  "weightColumn",
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
 * @param source in Node a path; anywhere a `File`, `{ name, content }`, or a list of these: the files of a folder
 *   of classes, or several sources, whose rows come one after the other
 * @param options.textColumn, options.labelColumn default: `text` and `label`, else the one column with a
 *   name that such columns usually have; a folder has no columns
 * @param options.weightColumn of how much each text counts, numbers from 0 on: `weights`; default none
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
    if (!isListOfSources(source)) return await readSource(await openSource(source), options);
    return await readSeveral(source, options, readSource);
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
  for (const name of ["labelColumn", "weightColumn", "positive"] as const) {
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

function readSource(opened: Source, options: ReadOptions): Promise<LabelledData> {
  return opened.kind === "file"
    ? readTable(opened.file, options)
    : readFolder(opened.folder, options);
}

/** Those of a source that may be one of several. */
type ReadOptions = ReadLabelledTextsOptions & PartOptions;

async function readTable(file: SourceFile, options: ReadOptions): Promise<LabelledData> {
  const table = await readRows(file, options);
  const text = quote(table.textColumn.trim());
  const label = quote(table.labelColumn.trim());
  return {
    train: table.texts,
    test: undefined,
    classNames: table.classNames,
    skippedRows: table.skippedRows,
    description:
      `${plain(file.name)}, texts in ${text}, labels in ${label}` +
      (options.weightColumn === undefined
        ? ""
        : `, weights in ${quote(options.weightColumn.trim())}`),
    remarks: table.remarks,
  };
}

function readFolder(folder: SourceFolder, options: ReadOptions): Promise<LabelledData> {
  refuseDialect(options, "a folder", folder.location);
  const { textColumn, labelColumn, weightColumn } = options;
  if ((textColumn ?? labelColumn ?? weightColumn) !== undefined) {
    throw new LabelledTextError("ERR_RNN_TEXT_COLUMN", {
      expected: "a file of rows with the columns named",
      got: "a folder",
      advice:
        weightColumn === undefined
          ? "Leave --text-column and --label-column out: the folders are the labels."
          : "Leave --weight-column out: texts of a folder have no weights.",
      location: folder.location,
    });
  }
  return readClassFolders(folder, options);
}
