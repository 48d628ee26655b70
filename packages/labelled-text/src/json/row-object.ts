import { describeValue } from "@rnn/tensor/checks";
import { type ColumnChoice, chooseColumns } from "../columns.ts";
import { quote } from "../display.ts";
import { LabelledTextError, type LabelledTextProblem } from "../labelled-text-error.ts";
import { withLineFeeds } from "../read-text.ts";

const rowsInside = "If it holds the rows, write them as one array of objects, or an object a line.";

/** A row of JSON and where it is. */
export interface JsonRow {
  readonly json: string;
  readonly line: number;
}

/** The names of the columns. */
interface RowColumns {
  readonly text: string;
  readonly label: string | undefined;
  readonly weight: string | undefined;
}

/** Reads rows of JSON: the first one's names are the columns of all. */
export class RowObjects {
  readonly #location: string;
  readonly #options: ColumnChoice;
  readonly #layout: string;
  columns: RowColumns | undefined;

  /** @param layout what each row must be, for messages */
  constructor(location: string, options: ColumnChoice, layout: string) {
    this.#location = location;
    this.#options = options;
    this.#layout = layout;
  }

  /** The text of a row, its label and weight: empty where it has none, undefined where they are not read. */
  read({ json, line }: JsonRow): RowColumns {
    const row = this.#parse(json, line);
    if (this.columns === undefined) {
      const names = Object.keys(row);
      const place = { location: this.#location, line };
      const { text, label, weight } = chooseColumns(names, this.#options, place, rowsInside);
      const nameOf = (column: number | undefined) =>
        column === undefined ? undefined : names[column];
      this.columns = { text: names[text], label: nameOf(label), weight: nameOf(weight) };
    }
    const { text, label, weight } = this.columns;
    return {
      text: withLineFeeds(this.#text(row, text, line)),
      label: label === undefined ? undefined : this.#label(row, label, line),
      weight: weight === undefined ? undefined : this.#label(row, weight, line),
    };
  }

  /** The error for a row, or for the file. */
  error(line: number, problem: Omit<LabelledTextProblem, "location" | "line">): LabelledTextError {
    return new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
      ...problem,
      location: this.#location,
      line,
    });
  }

  #parse(json: string, line: number): Record<string, unknown> {
    const problem = {
      expected: this.#layout,
      got: json.trim() === "" ? "nothing" : quote(json.trim()),
      advice:
        'Write each row as {"text": "...", "label": "..."} in a line of its own, or all of them in one array.',
    };
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch (cause) {
      throw this.error(line, { ...problem, cause });
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.error(line, problem);
    }
    return value as Record<string, unknown>;
  }

  #text(row: Record<string, unknown>, column: string, line: number): string {
    const text = field(row, column);
    if (typeof text !== "string") {
      throw this.error(line, {
        expected: `a string as ${quote(column)}`,
        got: nameKind(text),
        advice: "Give the row a text, which may be empty.",
      });
    }
    return this.#withoutNul(text, line);
  }

  #label(row: Record<string, unknown>, column: string, line: number): string {
    const label = field(row, column);
    if (label === undefined || label === null) return "";
    if (typeof label !== "string" && typeof label !== "number" && typeof label !== "boolean") {
      throw this.error(line, {
        expected: `a string, number or boolean as ${quote(column)}`,
        got: nameKind(label),
      });
    }
    return this.#withoutNul(String(label), line);
  }

  /** Bytes of NUL have been refused already, but JSON can also write it as an escape. */
  #withoutNul(value: string, line: number): string {
    if (!value.includes("\0")) return value;
    throw new LabelledTextError("ERR_RNN_TEXT_ENCODING", {
      expected: "text",
      got: "a NUL character",
      advice: "Leave the character out.",
      location: this.#location,
      line,
    });
  }
}

/** An object's own field: a row without one has no prototype's instead. */
function field(row: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(row, name) ? row[name] : undefined;
}

function nameKind(value: unknown): string {
  if (value === undefined) return "none";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : describeValue(value);
}
