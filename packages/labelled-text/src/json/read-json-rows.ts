import { EventLoopTurns } from "@rnn/tensor/event-loop";
import type { ColumnChoice } from "../columns.ts";
import { maxTextBytes } from "../labelled-data.ts";
import type { TextBatch } from "../labelled-text-stream.ts";
import type { FileText, KeepingOptions, ReadingOptions } from "../read-text.ts";
import type { RowSink } from "../row.ts";
import { RowBatch } from "../row-batch.ts";
import { type ClassedTexts, type PartOptions, RowTexts } from "../row-texts.ts";
import type { SourceFile } from "../sources/source.ts";
import type { Table } from "../table.ts";
import { ArrayValues } from "./array-values.ts";
import { RowObjects } from "./row-object.ts";

type JsonOptions = ColumnChoice & PartOptions & ReadingOptions & KeepingOptions;

/** One way of writing rows as JSON: hands them on, and pauses after each piece of the text and at the end. */
type Scan = (text: FileText, rows: RowSink, place: JsonPlace) => AsyncGenerator<void>;

/** What is being read. */
interface JsonPlace {
  readonly name: string;
  readonly objects: RowObjects;
  readonly signal: AbortSignal | undefined;
  /** Lines without a row. */
  emptyLines: number;
}

/**
 * The rows of JSON: one object a line (empty lines are skipped and counted), or one array of objects. The
 * first one's names are the columns; texts are strings, labels strings, numbers or booleans.
 */
export async function readJsonRows(
  { location, name }: SourceFile,
  text: FileText,
  options: JsonOptions,
): Promise<Table> {
  const isArray = text.firstCharacter === "[";
  const scan: Scan = isArray ? scanArray : scanLines;
  const layout = isArray ? "objects in the array" : "a JSON object a line";
  const { signal } = options;
  const begin = (): JsonPlace => {
    const objects = new RowObjects(location, options, layout);
    return { name, objects, signal, emptyLines: 0 };
  };
  const rows = new RowTexts(location, name, options);
  const place = begin();
  for await (const _ of scan(text, rows, place));
  const reread = async function* (): AsyncGenerator<TextBatch> {
    const batch = new RowBatch(name);
    for await (const _ of scan(text, batch, begin())) yield batch.take();
  };
  // Without a row there are no columns either, and this reports it.
  return describeTable(rows.finish(options, reread), place);
}

async function* scanLines(text: FileText, rows: RowSink, place: JsonPlace): AsyncGenerator<void> {
  const { objects, signal } = place;
  let line = 1;
  let started = "";
  const finishLine = (json: string): void => {
    if (json.trim() === "") {
      place.emptyLines++;
    } else {
      rows.add({ ...objects.read({ json, line }), line });
    }
    line++;
  };
  let endsWithReturn = false;
  for await (const piece of eachPiece(text, signal)) {
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
    yield;
  }
  if (started !== "") finishLine(started);
  yield;
}

async function* scanArray(text: FileText, rows: RowSink, place: JsonPlace): AsyncGenerator<void> {
  const { name, objects, signal } = place;
  let count = 0;
  const values = new ArrayValues((value) => {
    rows.add({ ...objects.read(value), line: value.line, origin: `${name}[${count++}]` });
  }, maxTextBytes);
  try {
    for await (const piece of eachPiece(text, signal)) {
      values.push(piece);
      yield;
    }
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
}

async function* eachPiece(
  { pieces }: FileText,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  const turns = new EventLoopTurns();
  for await (const piece of pieces()) {
    yield piece;
    if (turns.due) await turns.next();
    signal?.throwIfAborted();
  }
}

function describeTable(found: ClassedTexts, { objects, emptyLines }: JsonPlace): Table {
  const skipped = `Skipped ${emptyLines} empty ${emptyLines === 1 ? "line" : "lines"}.`;
  return {
    ...found,
    remarks: emptyLines === 0 ? found.remarks : [...found.remarks, skipped],
    textColumn: objects.columns?.text ?? "",
    labelColumn: objects.columns?.label ?? "",
    skippedRows: emptyLines,
  };
}
