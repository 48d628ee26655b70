import { checkOptions } from "@rnn/tensor/checks";
import { checkSource, checkTableOptions } from "./check-options.ts";
import type { ColumnOptions } from "./columns.ts";
import type { DialectOptions } from "./delimited/read-delimited.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { allTexts } from "./labelled-text-stream.ts";
import { type FormatOptions, readRows } from "./read-rows.ts";
import type { ReadingOptions } from "./read-text.ts";
import { type OneSource, openSource } from "./sources/open-source.ts";

/** What `readTexts` takes besides the source. */
export interface ReadTextsOptions
  extends Pick<ColumnOptions, "textColumn">,
    DialectOptions,
    FormatOptions,
    ReadingOptions {}

/** Texts without labels, in the order in which they were read. */
export interface ReadTexts {
  readonly texts: readonly string[];
  /** Where each text is: `"reviews.csv:17"`. */
  readonly origins: readonly string[];
  readonly textColumn: string;
  /** Whole sentences: what was left out, and how quotes were read. */
  readonly remarks: readonly string[];
}

/**
 * The texts of a file of rows, as `readLabelledTexts` reads them; labels are not looked at and may be missing.
 *
 * @param source in Node a path; anywhere a `File` or `{ name, content }`
 * @param options.textColumn default: `text`, else the one column with a name that such columns usually have,
 *   or the only one
 * @throws LabelledTextError for data that cannot be read; TypeError, RangeError for wrong arguments
 *
 * @example
 * ```ts
 * const { texts } = await readTexts({ name: "films.csv", content: "id,review\n7,A great film.\n" });
 * texts; // => ["A great film."]
 * ```
 */
export async function readTexts(
  source: OneSource,
  options: ReadTextsOptions = {},
): Promise<ReadTexts> {
  const names = ["textColumn", "format", "delimiter", "escape", "encoding", "signal", "onProgress"];
  checkSource("readTexts", source);
  checkOptions("readTexts", options, names);
  checkTableOptions("readTexts", options);
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
    const { texts, origins } = allTexts(table.texts);
    return { texts, origins, textColumn: table.textColumn.trim(), remarks: table.remarks };
  } catch (error) {
    signal?.throwIfAborted();
    throw LabelledTextError.nameCaller("readTexts", error);
  }
}
