import { EventLoopTurns } from "@rnn/tensor/event-loop";
import type { ColumnChoice } from "../columns.ts";
import { maxTextBytes } from "../labelled-data.ts";
import { LabelledTextError, type LabelledTextProblem } from "../labelled-text-error.ts";
import type { ReadingOptions } from "../read-text.ts";
import type { PartOptions } from "../row-texts.ts";
import type { SourceFile } from "../sources/source.ts";
import type { Table } from "../table.ts";
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
export type TableOptions = ColumnChoice & PartOptions & DialectOptions & ReadingOptions;

/**
 * The rows of comma-, semicolon-, bar- or tab-separated values: a header, then a text and its label a row.
 * Lines end with LF, CRLF or CR; those with nothing in them, or nothing but delimiters, are skipped and
 * counted. A first line `sep=;`, as Excel reads it, names the delimiter.
 *
 * @param usual the delimiter that goes with the file's ending
 */
export async function readDelimited(
  file: SourceFile,
  pieces: readonly string[],
  usual: string,
  options: TableOptions,
): Promise<Table> {
  const { location } = file;
  const named = /^"?sep=([^\r\n"])"?[ \t]*(?:\r\n|\n|\r|$)/i.exec(pieces[0] ?? "");
  const rest = named === null ? pieces : [pieces[0].slice(named[0].length), ...pieces.slice(1)];
  const line = named === null ? 1 : 2;
  const delimiter =
    options.delimiter ?? named?.[1] ?? findDelimiter(rest, usual, options, location);
  const hasLoneReturns = mixesLineEnds(rest);
  const read = async (
    escape: Dialect["escape"],
    unquote?: (field: string) => string,
  ): Promise<Table> => {
    const rowOptions = { ...options, line, unquote };
    try {
      return await readRows(file, rest, { delimiter, escape }, rowOptions);
    } catch (error) {
      if (!hasLoneReturns) throw error;
      const dialect = { delimiter, escape, keepsReturns: true };
      return await readRows(file, rest, dialect, rowOptions).catch(() => {
        throw error;
      });
    }
  };
  if (options.escape !== undefined) return read(options.escape);
  if (delimiter === "\t") return readTabRows(rest, read);
  try {
    return await read('"');
  } catch (error) {
    const mayBeEscaped = error instanceof LabelledTextError && holds(rest, '\\"');
    const table = mayBeEscaped ? await read("\\").catch(() => undefined) : undefined;
    options.signal?.throwIfAborted();
    if (table === undefined) throw error;
    return { ...table, remarks: [...table.remarks, 'Quotes inside fields are written \\" here.'] };
  }
}

async function readRows(
  file: SourceFile,
  pieces: readonly string[],
  dialect: Dialect,
  options: TableOptions & { line: number; unquote: ((field: string) => string) | undefined },
): Promise<Table> {
  const { line, unquote, signal } = options;
  const rows = new TableRows(file, dialect.delimiter, options);
  const scanner = new RowScanner(
    dialect,
    (row) => rows.add(unquote ? { ...row, fields: row.fields.map(unquote) } : row),
    { longest: maxTextBytes, line },
  );
  const turns = new EventLoopTurns();
  try {
    for (const piece of pieces) {
      scanner.push(piece);
      if (turns.due) await turns.next();
      signal?.throwIfAborted();
    }
    scanner.end();
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    // A quote further up may be the first that is wrong.
    rows.checkSuspects();
    throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
      ...problemOf(error, dialect),
      location: file.location,
      line: error.line,
      cause: error,
    });
  }
  return rows.finish(options, scanner.emptyLines);
}

/** Whether some lines end with LF, and there are other CRs too: in a text, or as the end of other lines. */
function mixesLineEnds(pieces: readonly string[]): boolean {
  const hasFeeds = pieces.some((piece) => piece.includes("\n"));
  return (
    hasFeeds &&
    pieces.some((piece, i) => {
      const next = pieces[i + 1] ?? "";
      return /\r[^\n]/.test(piece) || (piece.endsWith("\r") && !next.startsWith("\n"));
    })
  );
}

/** Whether the text holds two characters next to each other, in one piece or over two. */
function holds(pieces: readonly string[], pair: string): boolean {
  return pieces.some(
    (piece, i) =>
      piece.includes(pair) ||
      (piece.endsWith(pair[0]) && (pieces[i + 1] ?? "").startsWith(pair[1])),
  );
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
