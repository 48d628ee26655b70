import { checkChoice, checkType, describeValue } from "@rnn/tensor/checks";
import type { DialectOptions } from "./delimited/read-delimited.ts";
import type { FormatOptions } from "./read-rows.ts";

/** @throws TypeError for what is not a source of texts */
export function checkSource(caller: string, source: unknown): void {
  if (source !== undefined && source !== null && typeof source !== "number") return;
  throw new TypeError(
    `${caller}: expected a path, a File, { name, content } or a list of these, got ${describeValue(source)}.`,
  );
}

/** @throws TypeError, RangeError for wrong options of how a table is read */
export function checkTableOptions(
  caller: string,
  options: DialectOptions & FormatOptions & { readonly textColumn?: string | undefined },
): void {
  const { textColumn, delimiter, escape, format } = options;
  if (textColumn !== undefined) checkType(caller, "textColumn", textColumn, "string");
  if (delimiter !== undefined) checkType(caller, "delimiter", delimiter, "string");
  if (delimiter !== undefined && (delimiter.length !== 1 || /["\r\n]/.test(delimiter))) {
    throw new RangeError(
      `${caller}: expected delimiter to be one character, neither a quote nor the end of a line, got ${describeValue(delimiter)}.`,
    );
  }
  if (escape !== undefined) checkChoice(caller, "escape", escape, ['"', "\\"]);
  if (format !== undefined) checkChoice(caller, "format", format, ["csv", "tsv", "json", "jsonl"]);
}
