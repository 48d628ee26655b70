import { allTexts } from "./labelled-text-stream.ts";
import { checkReadTexts, type ReadTextsOptions, readTextTable } from "./read-text-table.ts";
import type { OneSource } from "./sources/open-source.ts";

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
  checkReadTexts("readTexts", source, options);
  const { texts, ...table } = await readTextTable("readTexts", source, options);
  const { texts: all, origins } = allTexts(texts);
  return { texts: all, origins, ...table };
}
