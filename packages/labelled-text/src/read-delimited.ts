import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { type ColumnOptions, type Columns, chooseColumns } from "./columns.ts";
import { maxTextBytes } from "./labelled-data.ts";
import { LabelledTextError, type LabelledTextProblem } from "./labelled-text-error.ts";
import { RowTexts } from "./row-texts.ts";
import type { Table } from "./table.ts";

/**
 * The rows of comma- or tab-separated values (RFC 4180): a header, fields with the delimiter, quotes or
 * line breaks in them in quotes, quotes there doubled. Lines end with LF, CRLF or CR; empty ones are skipped.
 */
export async function readDelimited(
  location: string,
  bytes: AsyncIterable<Buffer>,
  delimiter: "," | "\t",
  options: ColumnOptions,
): Promise<Table> {
  const rows = new RowTexts(location);
  const lines = new RowLines();
  let header: readonly string[] = [];
  let columns: Columns | undefined;

  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    skip_empty_lines: true,
    max_record_size: maxTextBytes,
    // Called while a chunk is parsed, so that at an error all rows before it have been counted.
    on_record(fields: string[], { empty_lines }) {
      const line = lines.next(fields, empty_lines);
      if (columns === undefined) {
        header = fields;
        columns = chooseColumns(fields, options, { location, line });
      } else {
        rows.add(fields[columns.text], fields[columns.label], line);
      }
      return null;
    },
  });
  // Nothing comes out of it.
  parser.resume();
  try {
    await pipeline(bytes, parser);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = lines.start(Number(error["empty_lines"]));
    throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
      ...problemOf(error, header.length),
      location,
      line,
      cause: error,
    });
  }
  if (columns === undefined) {
    throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
      expected: "a first line that names the columns",
      got: "an empty file",
      location,
    });
  }
  return { ...rows.finish(), textColumn: header[columns.text], labelColumn: header[columns.label] };
}

/** Where each row starts, counted from the rows themselves. */
class RowLines {
  #lastEnd = 0;
  #emptyLines = 0;

  /** The line at which the row after the last one starts. */
  start(emptyLines: number): number {
    return this.#lastEnd + 1 + emptyLines - this.#emptyLines;
  }

  next(fields: readonly string[], emptyLines: number): number {
    const start = this.start(emptyLines);
    this.#emptyLines = emptyLines;
    this.#lastEnd = start;
    for (const field of fields) this.#lastEnd += field.match(/\r\n|\n|\r/g)?.length ?? 0;
    return start;
  }
}

function problemOf(
  error: CsvError,
  width: number,
): Pick<LabelledTextProblem, "expected" | "got" | "advice"> {
  switch (error.code as string) {
    case "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH": {
      const { record } = error as { record?: unknown };
      return {
        expected: `${width} fields, as the header has`,
        got: Array.isArray(record) ? String(record.length) : "another number",
        advice: "Put a text that holds the delimiter in quotes.",
      };
    }
    case "INVALID_OPENING_QUOTE":
    case "CSV_INVALID_CLOSING_QUOTE":
      return {
        expected: "quotes around whole fields only",
        got: "one inside a field",
        advice: 'Put the field in quotes and double those inside it: "a ""b"" c".',
      };
    case "CSV_QUOTE_NOT_CLOSED":
      return {
        expected: "a closing quote",
        got: "the end of the file",
        advice: "Close the quote in the row that starts here.",
      };
    case "CSV_MAX_RECORD_SIZE":
      return {
        expected: `rows of at most ${maxTextBytes} bytes`,
        got: "a longer one",
        advice: "Look for a quote that is not closed.",
      };
    default:
      return { expected: "separated values", got: error.message };
  }
}
