import { checkNumber } from "@rnn/tensor/checks";
import { type TextBatch, usuallyKept } from "./labelled-text-stream.ts";
import type { KeepingOptions } from "./read-text.ts";
import { checkReadTexts, type ReadTextsOptions, readTextTable } from "./read-text-table.ts";
import type { OneSource } from "./sources/open-source.ts";

/** What `streamTextRows` takes besides the source. */
export interface StreamTextRowsOptions extends ReadTextsOptions, KeepingOptions {}

/** Texts without labels, more perhaps than memory holds. */
export interface TextRows {
  /** How many there are. */
  readonly length: number;
  /** All texts in their order, some at a time; read again each time, where they are not kept. */
  readonly batches: () => AsyncIterable<TextBatch>;
  readonly textColumn: string;
  /** Whole sentences: what was left out, and how quotes were read. */
  readonly remarks: readonly string[];
}

/**
 * What `readTexts` gives, for files larger than memory: the texts some at a time, from first to last as often as asked
 * for. All checks are the same, and are made before the promise resolves. What comes through a pipe is kept.
 *
 * @param options.keptCharacters as for `streamLabelledTexts`
 * @throws as `readTexts`; going through the texts, LabelledTextError for a file that has changed meanwhile
 *
 * @example
 * ```ts
 * const rows = await streamTextRows({ name: "films.csv", content: "id,review\n7,A great film.\n" });
 * rows.length; // => 1
 * for await (const { texts } of rows.batches()) texts.length;
 * ```
 */
export async function streamTextRows(
  source: OneSource,
  options: StreamTextRowsOptions = {},
): Promise<TextRows> {
  const caller = "streamTextRows";
  checkReadTexts(caller, source, options, ["keptCharacters"]);
  const { keptCharacters = usuallyKept } = options;
  checkNumber(caller, "keptCharacters", keptCharacters, 0);
  const { texts, ...table } = await readTextTable(caller, source, { ...options, keptCharacters });
  return { length: texts.length, batches: texts.batches, ...table };
}
