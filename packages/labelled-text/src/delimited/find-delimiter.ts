import { type ColumnChoice, chooseColumns } from "../columns.ts";
import { LabelledTextError } from "../labelled-text-error.ts";
import type { TextTraits } from "../text-traits.ts";
import { type Dialect, RowScanner, ScanError, type ScannedRow } from "./scan-rows.ts";

const candidates = [",", ";", "|", "\t"] as const;

interface Fit {
  readonly delimiter: string;
  /** Whether each row has as many fields as the header, and the header at least two. */
  readonly isConsistent: boolean;
  /** Whether the header has columns of texts and labels. */
  readonly hasColumns: boolean;
}

/**
 * The character between the fields of a file. That of the file's kind is taken where it gives every row as
 * many fields as the header, and columns that can be read; else the one other that does.
 *
 * @throws LabelledTextError where several others do
 */
export function findDelimiter(
  { sample, isSampleWhole: isWhole }: Pick<TextTraits, "sample" | "isSampleWhole">,
  usual: string,
  columns: ColumnChoice,
  location: string,
): string {
  const first = fitOf(usual, sample, isWhole, columns);
  if (first.isConsistent && first.hasColumns) return usual;
  const others = candidates
    .filter((candidate) => candidate !== usual)
    .map((candidate) => fitOf(candidate, sample, isWhole, columns));
  const readable = others.filter((fit) => fit.isConsistent && fit.hasColumns);
  const consistent = others.filter(({ isConsistent }) => isConsistent);
  const found = readable.length > 0 ? readable : first.isConsistent ? [] : consistent;
  if (found.length <= 1) return found[0]?.delimiter ?? usual;
  throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
    expected: "one character between all fields",
    got: `${found.map(({ delimiter }) => nameDelimiter(delimiter)).join(" and ")}, which all fit`,
    advice: "Name the right one: --delimiter.",
    location,
    line: 1,
  });
}

/** A delimiter as messages name it. */
export function nameDelimiter(delimiter: string): string {
  return delimiter === "\t" ? "tab" : `"${delimiter}"`;
}

function fitOf(
  delimiter: string,
  sample: readonly string[],
  isWhole: boolean,
  options: ColumnChoice,
): Fit {
  // Stray quotes say nothing of the delimiter: then it shows line by line.
  const escapes: readonly Dialect["escape"][] = ['"', "\\", undefined];
  for (const escape of escapes) {
    const rows = scan({ delimiter, escape }, sample, isWhole);
    if (rows === undefined) continue;
    const [header, ...others] = rows;
    if (header === undefined) break;
    const width = header.fields.length;
    const isConsistent = width > 1 && others.every((row) => fitsHeader(row.fields, width));
    if (!isConsistent && escape !== undefined) continue;
    return { delimiter, isConsistent, hasColumns: hasColumns(header.fields, options) };
  }
  return { delimiter, isConsistent: false, hasColumns: false };
}

/** Whether a row has as many fields as the header, empty ones at its end aside, or nothing in any. */
export function fitsHeader(fields: readonly string[], width: number): boolean {
  const isFull = fields.length >= width && fields.slice(width).every((field) => field === "");
  return isFull || isBlank(fields);
}

/** Whether a row has nothing but delimiters and white space. */
export function isBlank(fields: readonly string[]): boolean {
  return fields.every((field) => field.trim() === "");
}

function hasColumns(names: readonly string[], options: ColumnChoice): boolean {
  try {
    chooseColumns(names, options, { location: "", line: 1 });
    return true;
  } catch {
    return false;
  }
}

function scan(
  dialect: Dialect,
  pieces: readonly string[],
  isWhole: boolean,
): readonly ScannedRow[] | undefined {
  const rows: ScannedRow[] = [];
  const scanner = new RowScanner(dialect, (row) => rows.push(row), { longest: Infinity });
  try {
    for (const piece of pieces) scanner.push(piece);
    if (isWhole) scanner.end();
  } catch (error) {
    if (error instanceof ScanError) return undefined;
    throw error;
  }
  return rows;
}
