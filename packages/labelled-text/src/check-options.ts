import { checkChoice, checkOptions, checkType, describeValue } from "@rnn/tensor/checks";
import type { DialectOptions } from "./delimited/read-delimited.ts";
import type { EncodingOptions } from "./encoding/open-decoder.ts";
import type { FormatOptions } from "./read-rows.ts";
import type { SourceOptions } from "./read-source.ts";

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
  options: DialectOptions &
    FormatOptions &
    EncodingOptions & { readonly textColumn?: string | undefined },
): void {
  checkStrings(caller, options, ["encoding", "textColumn", "delimiter"]);
  const { delimiter, escape, format } = options;
  if (delimiter !== undefined && (delimiter.length !== 1 || /["\r\n]/.test(delimiter))) {
    throw new RangeError(
      `${caller}: expected delimiter to be one character, neither a quote nor the end of a line, got ${describeValue(delimiter)}.`,
    );
  }
  if (escape !== undefined) checkChoice(caller, "escape", escape, ['"', "\\"]);
  if (format !== undefined) checkChoice(caller, "format", format, ["csv", "tsv", "json", "jsonl"]);
}

/** @throws TypeError for an option of these that is there and is no string */
function checkStrings<Name extends string>(
  caller: string,
  options: Readonly<Partial<Record<Name, unknown>>>,
  names: readonly Name[],
): void {
  for (const name of names) {
    if (options[name] !== undefined) checkType(caller, name, options[name], "string");
  }
}

const optionNames = [
  "textColumn",
  "labelColumn",
  "weightColumn",
  "format",
  "delimiter",
  "escape",
  "encoding",
  "positive",
  "classOrder",
  "classNames",
  "allowNewClasses",
  "signal",
  "onProgress",
] as const;

/**
 * Checks what labelled texts are read by.
 * @param more names of further options
 * @throws TypeError, RangeError for wrong arguments
 */
export function checkReadingOptions(
  caller: string,
  source: unknown,
  options: SourceOptions,
  more: readonly string[] = [],
): void {
  checkSource(caller, source);
  checkOptions(caller, options, [...optionNames, ...more]);
  checkStrings(caller, options, ["labelColumn", "weightColumn", "positive"]);
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
