import {
  type DialectOptions,
  readDelimited,
  type TableOptions,
} from "./delimited/read-delimited.ts";
import { quote } from "./display.ts";
import { readJsonRows } from "./json/read-json-rows.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { type FileText, readText } from "./read-text.ts";
import type { SourceFile } from "./sources/source.ts";
import type { Table } from "./table.ts";

/** What kind of file a table is. */
export interface FormatOptions {
  /** Default: by the file's ending, and for a pipe or other stream by how it begins. */
  readonly format?: "csv" | "tsv" | "json" | "jsonl" | undefined;
}

/** Reads a file of rows by the format asked for, by the file's ending, or for a stream by how it begins. */
export async function readRows(
  file: SourceFile,
  options: TableOptions & FormatOptions,
): Promise<Table> {
  const known = options.format ?? formatOf(file.name);
  if (known === undefined && !file.isStream) {
    throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
      expected: "a file .csv, .tsv, .json, .jsonl or .ndjson, or a folder",
      got: quote(file.name),
      advice: "Unpack it, save the sheet as CSV UTF-8, or give it the ending of what it is.",
      location: file.location,
    });
  }
  const text = await readText(file, options);
  const format = known ?? formatOfContent(text);
  if (format === "json" || format === "jsonl") {
    refuseDialect(options, "JSON", file.location);
    return readJsonRows(file, text, options);
  }
  return readDelimited(file, text, format === "tsv" ? "\t" : ",", options);
}

/** @throws LabelledTextError where options of a table's fields are given for what has none */
export function refuseDialect(
  { delimiter, escape }: DialectOptions,
  kind: string,
  location: string,
): void {
  if (delimiter === undefined && escape === undefined) return;
  const option = delimiter === undefined ? "--escape" : "--delimiter";
  throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
    expected: `a table for ${option}`,
    got: kind,
    advice: "Leave it out.",
    location,
  });
}

function formatOf(name: string): FormatOptions["format"] {
  const ending = /\.([^.]+)$/.exec(name)?.[1].toLowerCase();
  if (ending === "ndjson") return "jsonl";
  return ending === "csv" || ending === "tsv" || ending === "json" || ending === "jsonl"
    ? ending
    : undefined;
}

function formatOfContent({ firstCharacter }: FileText): "csv" | "json" {
  return firstCharacter === "{" || firstCharacter === "[" ? "json" : "csv";
}
