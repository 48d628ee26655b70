import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { checkOptions, checkType } from "@rnn/tensor/checks";
import type { ColumnOptions } from "./columns.ts";
import { plain, quoted } from "./display.ts";
import { asNotFound } from "./file-errors.ts";
import type { LabelledData } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { readClassFolders } from "./read-class-folders.ts";
import { readDelimited } from "./read-delimited.ts";
import { readJsonLines } from "./read-json-lines.ts";
import { readTextBytes } from "./text-bytes.ts";

/** What `readLabelledTexts` takes besides the path. */
export interface ReadLabelledTextsOptions extends ColumnOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Texts of two classes from a file of rows (`.csv`, `.tsv`, `.jsonl`, `.ndjson`) or a folder with one
 * folder a class and a `.txt` file a text, or with such folders `train` and `test`. All in UTF-8.
 *
 * Any two different labels will do. Texts stay as they are, and an empty one is a text too; white space
 * around labels and names of columns does not count. Files are streamed: what is kept is the texts, and
 * other work goes on meanwhile.
 *
 * @param options.textColumn, options.labelColumn default: `text` and `label`, else the one column with a
 *   name that such columns usually have; a folder has no columns
 * @throws LabelledTextError for data that cannot be read, or is not as above; nothing is guessed
 * @throws TypeError for wrong arguments
 */
export async function readLabelledTexts(
  path: string,
  options: ReadLabelledTextsOptions = {},
): Promise<LabelledData> {
  checkType("readLabelledTexts", "path", path, "string");
  checkOptions("readLabelledTexts", options, ["textColumn", "labelColumn", "signal"]);
  const { textColumn, labelColumn, signal } = options;
  if (textColumn !== undefined) {
    checkType("readLabelledTexts", "textColumn", textColumn, "string");
  }
  if (labelColumn !== undefined) {
    checkType("readLabelledTexts", "labelColumn", labelColumn, "string");
  }
  signal?.throwIfAborted();
  try {
    if (!(await statOf(path)).isDirectory()) return await readTable(path, options);
    checkNoColumns(path, options);
    return await readClassFolders(path, signal);
  } catch (error) {
    // However deep an abort struck, its own reason comes out.
    signal?.throwIfAborted();
    throw error;
  }
}

async function statOf(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    throw asNotFound(error, path);
  }
}

async function readTable(path: string, options: ReadLabelledTextsOptions): Promise<LabelledData> {
  const bytes = readTextBytes(path, options.signal);
  const table = await readRows(path, bytes, options);
  const name = basename(path);
  const text = quoted(table.textColumn.trim());
  const label = quoted(table.labelColumn.trim());
  return {
    train: table.texts,
    test: undefined,
    classNames: table.classNames,
    description: `${plain(name)}, texts in ${text}, labels in ${label}`,
    remarks: [],
  };
}

/** The reader that goes with the file's name. */
function readRows(path: string, bytes: AsyncIterable<Buffer>, options: ColumnOptions) {
  switch (extname(path).toLowerCase()) {
    case ".csv":
      return readDelimited(path, bytes, ",", options);
    case ".tsv":
      return readDelimited(path, bytes, "\t", options);
    case ".jsonl":
    case ".ndjson":
      return readJsonLines(path, bytes, options);
    default:
      throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
        expected: "a file .csv, .tsv, .jsonl or .ndjson, or a folder",
        got: quoted(basename(path)),
        advice: "Unpack or convert it, or give it the ending of what it is.",
        location: path,
      });
  }
}

function checkNoColumns(path: string, { textColumn, labelColumn }: ColumnOptions): void {
  const column = textColumn ?? labelColumn;
  if (column === undefined) return;
  throw new LabelledTextError("ERR_RNN_TEXT_COLUMN", {
    expected: "a file of rows with the columns named",
    got: "a folder",
    advice: "Leave --text-column and --label-column out: the folders are the labels.",
    location: path,
  });
}
