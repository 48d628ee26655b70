import { describeValue } from "@rnn/tensor/checks";
import { type ColumnOptions, chooseColumns } from "./columns.ts";
import { quoted } from "./display.ts";
import { maxTextBytes } from "./labelled-data.ts";
import { LabelledTextError, type LabelledTextProblem } from "./labelled-text-error.ts";
import { RowTexts } from "./row-texts.ts";
import type { Table } from "./table.ts";

/**
 * The rows of JSON Lines: one object a line. The first one's names are the columns; texts are strings,
 * labels strings, numbers or booleans. Empty lines are skipped.
 */
export async function readJsonLines(
  location: string,
  bytes: AsyncIterable<Buffer>,
  options: ColumnOptions,
): Promise<Table> {
  const rows = new RowTexts(location);
  let columns: { readonly text: string; readonly label: string } | undefined;
  for await (const { line, json } of linesOf(bytes, location)) {
    if (json.trim() === "") continue;
    const row = parseObject(json, location, line);
    if (columns === undefined) {
      const names = Object.keys(row);
      const { text, label } = chooseColumns(names, options, { location, line });
      columns = { text: names[text], label: names[label] };
    }
    rows.add(
      textOf(row, columns.text, location, line),
      labelOf(row, columns, location, line),
      line,
    );
  }
  // Without a row there are no columns either, and that is told here.
  const found = rows.finish();
  return { ...found, textColumn: columns?.text ?? "", labelColumn: columns?.label ?? "" };
}

interface Line {
  readonly line: number;
  readonly json: string;
}

/** The file's lines. Chunks end with whole characters, but lines may go over many of them. */
async function* linesOf(bytes: AsyncIterable<Buffer>, location: string): AsyncGenerator<Line> {
  let line = 1;
  let pieces: Buffer[] = [];
  let size = 0;
  const take = (piece: Buffer): void => {
    size += piece.length;
    if (size > maxTextBytes) {
      throw formatError(location, line, {
        expected: `lines of at most ${maxTextBytes} bytes`,
        got: "a longer one",
        advice: "Write one object a line.",
      });
    }
    pieces.push(piece);
  };
  const finish = (): Line => {
    const json = (pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)).toString("utf8");
    pieces = [];
    size = 0;
    return { line: line++, json };
  };
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      take(chunk.subarray(from, at));
      yield finish();
      from = at + 1;
    }
    take(chunk.subarray(from));
  }
  yield finish();
}

function parseObject(json: string, location: string, line: number): Record<string, unknown> {
  const problem = {
    expected: "a JSON object a line",
    got: quoted(json.trim()),
    advice: 'Write each row as {"text": "...", "label": "..."} in a line of its own.',
  };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw formatError(location, line, { ...problem, cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw formatError(location, line, problem);
  }
  return value as Record<string, unknown>;
}

function textOf(
  row: Record<string, unknown>,
  column: string,
  location: string,
  line: number,
): string {
  const text = field(row, column);
  if (typeof text !== "string") {
    throw formatError(location, line, {
      expected: `a string as ${quoted(column)}`,
      got: shown(text),
      advice: "Give the row a text, which may be empty.",
    });
  }
  return withoutNul(text, location, line);
}

/** The label as text; empty where there is none. */
function labelOf(
  row: Record<string, unknown>,
  { label: column }: { readonly label: string },
  location: string,
  line: number,
): string {
  const label = field(row, column);
  if (label === undefined || label === null) return "";
  if (typeof label !== "string" && typeof label !== "number" && typeof label !== "boolean") {
    throw formatError(location, line, {
      expected: `a string, number or boolean as ${quoted(column)}`,
      got: shown(label),
    });
  }
  return withoutNul(String(label), location, line);
}

/** Bytes of NUL have been refused already, but JSON can also write it as an escape. */
function withoutNul(value: string, location: string, line: number): string {
  if (!value.includes("\0")) return value;
  throw new LabelledTextError("ERR_RNN_TEXT_ENCODING", {
    expected: "text",
    got: "a NUL character",
    advice: "Leave the character out.",
    location,
    line,
  });
}

/** An object's own field: a row without one has no prototype's instead. */
function field(row: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(row, name) ? row[name] : undefined;
}

function shown(value: unknown): string {
  if (value === undefined) return "none";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : describeValue(value);
}

function formatError(
  location: string,
  line: number,
  problem: Omit<LabelledTextProblem, "location" | "line">,
): LabelledTextError {
  return new LabelledTextError("ERR_RNN_TEXT_FORMAT", { ...problem, location, line });
}
