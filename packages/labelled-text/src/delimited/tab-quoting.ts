/**
 * Whether quotes mean something in a file of tab-separated values. As a rule they do not: a tab cannot be in
 * a field, so nothing has to be quoted. Some programs quote all the same. So a file is read line by line
 * wherever that gives each line as many fields as the header, and quotes are taken off only where each
 * field that begins or ends with one is a whole quoted field. Where lines do not fit, it is read with quotes.
 */
import { EventLoopTurns } from "@rnn/tensor/event-loop";
import { LabelledTextError } from "../labelled-text-error.ts";
import type { FileText } from "../read-text.ts";
import type { Table } from "../table.ts";
import { fitsHeader } from "./find-delimiter.ts";
import { type Dialect, RowScanner } from "./scan-rows.ts";
import { hasQuote, isWhole, unquote } from "./whole-quotes.ts";

type Read = (escape: Dialect["escape"], unquote?: (field: string) => string) => Promise<Table>;

/** Reads the rows as the file's quotes have it. */
export async function readTabRows(
  text: Pick<FileText, "hasQuotes" | "pieces">,
  read: Read,
): Promise<Table> {
  if (!text.hasQuotes) return read(undefined);
  const { linesFit, fieldsAreWhole } = await inspect(text);
  if (linesFit) return read(undefined, fieldsAreWhole ? unquote : undefined);
  // What is wrong with the lines is the better explanation where quotes do not explain them.
  try {
    return await read(undefined);
  } catch (error) {
    if (!(error instanceof LabelledTextError)) throw error;
    return await read('"').catch(() => {
      throw error;
    });
  }
}

async function inspect({
  pieces,
}: Pick<FileText, "pieces">): Promise<{ linesFit: boolean; fieldsAreWhole: boolean }> {
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
  const turns = new EventLoopTurns();
  for await (const piece of pieces()) {
    scanner.push(piece);
    if (turns.due) await turns.next();
  }
  scanner.end();
  return { linesFit, fieldsAreWhole };
}
