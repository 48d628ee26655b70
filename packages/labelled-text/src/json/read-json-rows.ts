import { EventLoopTurns } from "@rnn/tensor/event-loop";
import type { ColumnChoice } from "../columns.ts";
import { maxTextBytes } from "../labelled-data.ts";
import type { ReadingOptions } from "../read-text.ts";
import { type PartOptions, RowTexts } from "../row-texts.ts";
import type { SourceFile } from "../sources/source.ts";
import type { Table } from "../table.ts";
import { ArrayValues } from "./array-values.ts";
import { RowObjects } from "./row-object.ts";

type JsonOptions = ColumnChoice & PartOptions & ReadingOptions;

/**
 * The rows of JSON: one object a line (empty lines are skipped and counted), or one array of objects. The
 * first one's names are the columns; texts are strings, labels strings, numbers or booleans.
 */
export async function readJsonRows(
  file: SourceFile,
  pieces: readonly string[],
  options: JsonOptions,
): Promise<Table> {
  const start = pieces.find((piece) => piece.trim() !== "")?.trimStart();
  const isArray = start?.startsWith("[") === true;
  return isArray ? readArray(file, pieces, options) : readLines(file, pieces, options);
}

async function readLines(
  { location, name }: SourceFile,
  pieces: readonly string[],
  options: JsonOptions,
): Promise<Table> {
  const rows = new RowTexts(location, name);
  const objects = new RowObjects(location, options, "a JSON object a line");
  let line = 1;
  let started = "";
  let emptyLines = 0;
  const finishLine = (json: string): void => {
    if (json.trim() === "") {
      emptyLines++;
    } else {
      rows.add({ ...objects.read({ json, line }), line });
    }
    line++;
  };
  let endsWithReturn = false;
  await eachPiece(pieces, options.signal, (piece) => {
    // Of a CRLF, one piece may hold the CR and the next the LF.
    let from = endsWithReturn && piece.startsWith("\n") ? 1 : 0;
    if (piece !== "") endsWithReturn = piece.endsWith("\r");
    const ends = /\r\n?|\n/g;
    ends.lastIndex = from;
    for (let end = ends.exec(piece); end !== null; end = ends.exec(piece)) {
      finishLine(started + piece.slice(from, end.index));
      started = "";
      from = ends.lastIndex;
    }
    started += piece.slice(from);
    if (started.length > maxTextBytes) {
      throw objects.error(line, {
        expected: `lines of at most ${maxTextBytes} bytes`,
        got: "a longer one",
        advice: "Write one object a line.",
      });
    }
  });
  if (started !== "") finishLine(started);
  return finish(rows, objects, options, emptyLines);
}

async function readArray(
  { location, name }: SourceFile,
  pieces: readonly string[],
  options: JsonOptions,
): Promise<Table> {
  const rows = new RowTexts(location, name);
  const objects = new RowObjects(location, options, "objects in the array");
  let count = 0;
  const values = new ArrayValues((value) => {
    rows.add({ ...objects.read(value), line: value.line, origin: `${name}[${count++}]` });
  }, maxTextBytes);
  try {
    await eachPiece(pieces, options.signal, (piece) => values.push(piece));
    values.end();
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      throw objects.error(values.line, {
        expected: "one JSON array of objects",
        got: cause.message === "not closed" ? "the end of the file" : "more than one value",
        advice: 'Write the rows as [{"text": "...", "label": "..."}, ...], or one object a line.',
        cause,
      });
    }
    if (cause instanceof RangeError) {
      throw objects.error(values.line, {
        expected: `objects of at most ${maxTextBytes} bytes`,
        got: "a longer one",
        advice: "Write one object a text.",
        cause,
      });
    }
    throw cause;
  }
  return finish(rows, objects, options, 0);
}

async function eachPiece(
  pieces: readonly string[],
  signal: AbortSignal | undefined,
  take: (piece: string) => void,
): Promise<void> {
  const turns = new EventLoopTurns();
  for (const piece of pieces) {
    take(piece);
    if (turns.due) await turns.next();
    signal?.throwIfAborted();
  }
}

function finish(
  rows: RowTexts,
  { columns }: RowObjects,
  options: JsonOptions,
  emptyLines: number,
): Table {
  // Without a row there are no columns either, and this reports it.
  const found = rows.finish(options);
  const skipped = `Skipped ${emptyLines} empty ${emptyLines === 1 ? "line" : "lines"}.`;
  return {
    ...found,
    remarks: emptyLines === 0 ? found.remarks : [...found.remarks, skipped],
    textColumn: columns?.text ?? "",
    labelColumn: columns?.label ?? "",
    skippedRows: emptyLines,
  };
}
