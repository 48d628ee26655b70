import { EventLoopTurns } from "@rnn/tensor/event-loop";
import type { ColumnChoice } from "../columns.ts";
import { maxTextBytes } from "../labelled-data.ts";
import { LabelledTextError, type LabelledTextProblem } from "../labelled-text-error.ts";
import type { TextBatch } from "../labelled-text-stream.ts";
import type { FileText, KeepingOptions, ReadingOptions } from "../read-text.ts";
import { RowBatch } from "../row-batch.ts";
import { type PartOptions, RowTexts } from "../row-texts.ts";
import type { SourceFile } from "../sources/source.ts";
import type { Table } from "../table.ts";
import { delimiterLine } from "../text-traits.ts";
import { findDelimiter } from "./find-delimiter.ts";
import { type Dialect, RowScanner, ScanError } from "./scan-rows.ts";
import { readTabRows } from "./tab-quoting.ts";
import { TableRows } from "./table-rows.ts";

/** How a table's fields are separated and quoted; what is not given is found. */
export interface DialectOptions {
  /** The character between fields; default: found among `,` `;` `|` and the tab. */
  readonly delimiter?: string | undefined;
  /** What precedes a quote inside a quoted field, `"` or `\`; default: found. */
  readonly escape?: '"' | "\\" | undefined;
}

/** All that a table is read by. */
export type TableOptions = ColumnChoice &
  PartOptions &
  DialectOptions &
  ReadingOptions &
  KeepingOptions;

/**
 * The rows of comma-, semicolon-, bar- or tab-separated values: a header, then a text and its label a row.
 * Lines end with LF, CRLF or CR; those with nothing in them, or nothing but delimiters, are skipped and
 * counted. A first line `sep=;`, as Excel reads it, names the delimiter.
 *
 * @param usual the delimiter that goes with the file's ending
 */
export async function readDelimited(
  file: SourceFile,
  text: FileText,
  usual: string,
  options: TableOptions,
): Promise<Table> {
  const rest = withoutDelimiterLine(text);
  const delimiter =
    options.delimiter ?? rest.delimiter ?? findDelimiter(rest, usual, options, file.location);
  const read = async (
    escape: Dialect["escape"],
    unquote?: (field: string) => string,
  ): Promise<Table> => {
    const how = { dialect: { delimiter, escape }, unquote };
    try {
      return await readRows(file, rest, how, options);
    } catch (error) {
      if (!text.mixesLineEnds) throw error;
      const dialect = { delimiter, escape, keepsReturns: true };
      return await readRows(file, rest, { dialect, unquote }, options).catch(() => {
        throw error;
      });
    }
  };
  if (options.escape !== undefined) return read(options.escape);
  if (delimiter === "\t") return readTabRows(rest, read);
  try {
    return await read('"');
  } catch (error) {
    const mayBeEscaped = error instanceof LabelledTextError && text.hasEscapedQuotes;
    const table = mayBeEscaped ? await read("\\").catch(() => undefined) : undefined;
    options.signal?.throwIfAborted();
    if (table === undefined) throw error;
    return { ...table, remarks: [...table.remarks, 'Quotes inside fields are written \\" here.'] };
  }
}

/** How the rows of a table are written. */
interface RowLayout {
  readonly dialect: Dialect;
  readonly unquote: ((field: string) => string) | undefined;
}

async function readRows(
  file: SourceFile,
  text: TableText,
  layout: RowLayout,
  options: TableOptions,
): Promise<Table> {
  const { location, name } = file;
  const texts = new RowTexts(location, name, options);
  const { delimiter } = layout.dialect;
  const rows = new TableRows(texts, location, delimiter, options);
  const scanner = scannerOf(rows, layout, text.line);
  for await (const _ of scanPieces(scanner, text, layout.dialect, { rows, location, options }));
  const reread = async function* (): AsyncGenerator<TextBatch> {
    const batch = new RowBatch(name);
    const again = new TableRows(batch, location, delimiter, options);
    const rescanner = scannerOf(again, layout, text.line);
    const place = { rows: again, location, options };
    for await (const _ of scanPieces(rescanner, text, layout.dialect, place)) yield batch.take();
  };
  return rows.finish(scanner.emptyLines, () => texts.finish(options, reread));
}

function scannerOf(rows: TableRows, { dialect, unquote }: RowLayout, line: number): RowScanner {
  return new RowScanner(
    dialect,
    (row) => rows.add(unquote ? { ...row, fields: row.fields.map(unquote) } : row),
    { longest: maxTextBytes, line },
  );
}

/** Scans the text, and pauses after each piece and at the end. */
async function* scanPieces(
  scanner: RowScanner,
  { pieces }: TableText,
  dialect: Dialect,
  place: { rows: TableRows; location: string; options: ReadingOptions },
): AsyncGenerator<void> {
  const turns = new EventLoopTurns();
  try {
    for await (const piece of pieces()) {
      scanner.push(piece);
      if (turns.due) await turns.next();
      place.options.signal?.throwIfAborted();
      yield;
    }
    scanner.end();
    yield;
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    // A quote further up may be the first that is wrong.
    place.rows.checkSuspects();
    throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
      ...problemOf(error, dialect),
      location: place.location,
      line: error.line,
      cause: error,
    });
  }
}

/** The text of a table from its header on. */
interface TableText extends Pick<FileText, "pieces" | "hasQuotes" | "sample" | "isSampleWhole"> {
  /** The line at which it starts; 1 is the file's first. */
  readonly line: number;
  /** The delimiter that a line before the header names. */
  readonly delimiter: string | undefined;
}

function withoutDelimiterLine(text: FileText): TableText {
  const named = delimiterLine.exec(text.sample[0] ?? "");
  if (named === null) return { ...text, line: 1, delimiter: undefined };
  const { length } = named[0];
  const [first = "", ...others] = text.sample;
  return {
    ...text,
    sample: [first.slice(length), ...others],
    line: 2,
    delimiter: named[1],
    pieces: async function* () {
      let isFirst = true;
      for await (const piece of text.pieces()) {
        yield isFirst ? piece.slice(length) : piece;
        isFirst = false;
      }
    },
  };
}

function problemOf(
  { kind }: ScanError,
  { escape }: Dialect,
): Pick<LabelledTextProblem, "expected" | "got" | "advice"> {
  const howToQuote =
    escape === "\\"
      ? 'Put the field in quotes and write those inside it \\": "a \\"b\\" c".'
      : 'Put the field in quotes and double those inside it: "a ""b"" c".';
  const problems: Record<ScanError["kind"], ReturnType<typeof problemOf>> = {
    "quote inside": {
      expected: "quotes around whole fields only",
      got: "one inside a field",
      advice: `${howToQuote} If it is a slip, remove it.`,
    },
    "after quote": {
      expected: "quotes around whole fields only",
      got: "one that closes before its field ends",
      advice: `${howToQuote} If they are escaped in another way, name it: --escape. If one is a slip, remove it.`,
    },
    "quote not closed": {
      expected: "a closing quote",
      got: "the end of the file",
      advice:
        "Close the quote in the row that starts here, or remove it. One that is part of the text is " +
        'doubled in a field in quotes: "a ""b"" c".',
    },
    "too long": {
      expected: `rows of at most ${maxTextBytes} bytes`,
      got: "a longer one",
      advice: "Look for a quote that is not closed.",
    },
  };
  return problems[kind];
}
