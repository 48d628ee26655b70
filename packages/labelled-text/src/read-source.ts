import type { ColumnOptions } from "./columns.ts";
import type { DialectOptions } from "./delimited/read-delimited.ts";
import { plain, quote } from "./display.ts";
import { readClassFolders } from "./folders/read-class-folders.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { keepTexts, type StoredData } from "./labelled-text-stream.ts";
import { type FormatOptions, readRows, refuseDialect } from "./read-rows.ts";
import { readSeveral } from "./read-several.ts";
import type { KeepingOptions, ReadingOptions } from "./read-text.ts";
import type { ClassOptions, PartOptions } from "./row-texts.ts";
import { isListOfSources, type LabelledTextSource, openSource } from "./sources/open-source.ts";
import type { Source, SourceFile, SourceFolder } from "./sources/source.ts";

/** How one source or several are read. */
export interface SourceOptions
  extends ColumnOptions,
    ClassOptions,
    DialectOptions,
    FormatOptions,
    ReadingOptions,
    KeepingOptions {}

/** Those of a source that may be one of several. */
type ReadOptions = SourceOptions & PartOptions;

/** What a source holds, or several together. */
export async function readSource(
  source: LabelledTextSource,
  options: SourceOptions,
): Promise<StoredData> {
  const { signal } = options;
  signal?.throwIfAborted();
  try {
    if (!isListOfSources(source)) return await readOne(await openSource(source), options);
    return await readSeveral(source, options, readOne);
  } catch (error) {
    // However deep an abort struck, its own reason comes out.
    signal?.throwIfAborted();
    throw error;
  }
}

function readOne(opened: Source, options: ReadOptions): Promise<StoredData> {
  return opened.kind === "file"
    ? readTable(opened.file, options)
    : readFolder(opened.folder, options);
}

async function readTable(file: SourceFile, options: ReadOptions): Promise<StoredData> {
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

async function readFolder(folder: SourceFolder, options: ReadOptions): Promise<StoredData> {
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
  const { train, test, ...data } = await readClassFolders(folder, options);
  return { ...data, train: keepTexts(train), test: test && keepTexts(test) };
}
