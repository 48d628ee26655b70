/**
 * Whether quotes mean something in a file of tab-separated values. As a rule they do not: a tab cannot be in
 * a field, so nothing has to be quoted. Some programs quote all the same. So a file is read line by line
 * wherever that gives each line as many fields as the header, and quotes are taken off only where each
 * field that begins or ends with one is a whole quoted field. Where lines do not fit, it is read with quotes.
 */
import { LabelledTextError } from "../labelled-text-error.ts";
import type { Table } from "../table.ts";
import { fitsHeader } from "./find-delimiter.ts";
import { type Dialect, RowScanner } from "./scan-rows.ts";

type Read = (escape: Dialect["escape"], unquote?: (field: string) => string) => Promise<Table>;

/** Reads the rows as the file's quotes have it. */
export async function readTabRows(pieces: readonly string[], read: Read): Promise<Table> {
  if (!pieces.some((piece) => piece.includes('"'))) return read(undefined);
  const { linesFit, fieldsAreWhole } = inspect(pieces);
  if (linesFit) return read(undefined, fieldsAreWhole ? unquote : undefined);
  // What is wrong with the lines is the better explanation where quotes do not explain them.
  const failure = await read(undefined).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure !== undefined && !(failure instanceof LabelledTextError)) throw failure;
  try {
    return await read('"');
  } catch (error) {
    throw failure ?? error;
  }
}

function inspect(pieces: readonly string[]): { linesFit: boolean; fieldsAreWhole: boolean } {
  let width: number | undefined;
  let linesFit = true;
  let fieldsAreWhole = true;
  const scanner = new RowScanner(
    { delimiter: "\t", escape: undefined },
    ({ fields }) => {
      width ??= fields.length;
      linesFit &&= fitsHeader(fields, width);
      fieldsAreWhole &&= fields.every((field) => !hasQuote(field) || isWhole(field));
    },
    { longest: Infinity },
  );
  for (const piece of pieces) scanner.push(piece);
  scanner.end();
  return { linesFit, fieldsAreWhole };
}

function hasQuote(field: string): boolean {
  return field.startsWith('"') || field.endsWith('"');
}

/** Whether a field is in quotes, with all those inside doubled. */
function isWhole(field: string): boolean {
  return (
    field.length > 1 &&
    /^".*"$/s.test(field) &&
    !field.slice(1, -1).replaceAll('""', "").includes('"')
  );
}

function unquote(field: string): string {
  return hasQuote(field) ? field.slice(1, -1).replaceAll('""', '"') : field;
}
