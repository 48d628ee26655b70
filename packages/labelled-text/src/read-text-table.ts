import { checkOptions } from "@rnn/tensor/checks";
import { checkSource, checkTableOptions } from "./check-options.ts";
import type { ColumnOptions } from "./columns.ts";
import type { DialectOptions } from "./delimited/read-delimited.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import type { StoredTexts } from "./labelled-text-stream.ts";
import { type FormatOptions, readRows } from "./read-rows.ts";
import type { KeepingOptions, ReadingOptions } from "./read-text.ts";
import { type OneSource, openSource } from "./sources/open-source.ts";

/** What `readTexts` takes besides the source. */
export interface ReadTextsOptions
  extends Pick<ColumnOptions, "textColumn">,
    DialectOptions,
    FormatOptions,
    ReadingOptions {}

const optionNames = [
  "textColumn",
  "format",
  "delimiter",
  "escape",
  "encoding",
  "signal",
  "onProgress",
];

/**
 * Checks what texts without labels are read by.
 * @param more names of further options
 * @throws TypeError, RangeError for wrong arguments
 */
export function checkReadTexts(
  caller: string,
  source: unknown,
  options: ReadTextsOptions,
  more: readonly string[] = [],
): void {
  checkSource(caller, source);
  checkOptions(caller, options, [...optionNames, ...more]);
  checkTableOptions(caller, options);
}

/** A file of rows whose labels are not looked at. */
export interface TextTable {
  readonly texts: StoredTexts;
  readonly textColumn: string;
  readonly remarks: readonly string[];
}

/** @throws LabelledTextError that names the caller, for data that cannot be read */
export async function readTextTable(
  caller: string,
  source: OneSource,
  options: ReadTextsOptions & KeepingOptions,
): Promise<TextTable> {
  const { signal } = options;
  signal?.throwIfAborted();
  try {
    const opened = await openSource(source);
    if (opened.kind === "folder") {
      throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
        expected: "a file of rows",
        got: "a folder",
        location: opened.folder.location,
      });
    }
    const table = await readRows(opened.file, { ...options, labelled: false });
    return { texts: table.texts, textColumn: table.textColumn.trim(), remarks: table.remarks };
  } catch (error) {
    signal?.throwIfAborted();
    throw LabelledTextError.nameCaller(caller, error);
  }
}
