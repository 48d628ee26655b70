import { type ColumnChoice, type Columns, chooseColumns } from "../columns.ts";
import { LabelledTextError } from "../labelled-text-error.ts";
import type { RowSink } from "../row.ts";
import type { ClassedTexts } from "../row-texts.ts";
import type { Table } from "../table.ts";
import { isBlank, nameDelimiter } from "./find-delimiter.ts";
import type { ScannedRow } from "./scan-rows.ts";
import { unquoteWhole } from "./whole-quotes.ts";

const onlyColumn =
  "If other characters than , ; | and tabs part the fields, name them: --delimiter.";

/** So many lines of one text hardly look like rows, labels and all, by chance. */
const manyRows = 3;

/** A row over several lines, which might be rows of their own. */
interface SuspectRow {
  readonly line: number;
  readonly lastLine: number;
  readonly doAllFit: boolean;
  /** Of the lines with as many fields as the header; undefined where labels are not read. */
  readonly labels: readonly string[] | undefined;
}

/** Takes the rows of a table, the header first, and hands on their texts and labels. */
export class TableRows {
  readonly #location: string;
  readonly #delimiter: string;
  readonly #columnOptions: ColumnChoice;
  readonly #rows: RowSink;
  #header: readonly string[] = [];
  #columns: Columns | undefined;
  #count = 0;
  /** How many fields each row has after those of the header, all of them empty. */
  #emptyFields = 0;
  readonly #blankLines: number[] = [];
  readonly #suspects: SuspectRow[] = [];
  /** Whether quotes around fields within a line show that whoever wrote the file writes them on purpose. */
  #isQuotedElsewhere = false;

  /** @param rows what takes them */
  constructor(rows: RowSink, location: string, delimiter: string, options: ColumnChoice) {
    this.#rows = rows;
    this.#location = location;
    this.#delimiter = delimiter;
    this.#columnOptions = options;
  }

  add({ fields, line, raw, isQuoted }: ScannedRow): void {
    if (this.#columns === undefined) {
      if (isBlank(fields)) {
        this.#blankLines.push(line);
        return;
      }
      // Programs quote names where they quote nothing else.
      this.#header = fields.map(unquoteWhole);
      const place = { location: this.#location, line };
      this.#columns = chooseColumns(this.#header, this.#columnOptions, place, onlyColumn);
      return;
    }
    if (isBlank(fields)) {
      this.#blankLines.push(line);
      return;
    }
    const cells = this.#checkWidth(fields, line);
    if (raw !== undefined) this.#suspect(raw, line, this.#columns);
    else if (isQuoted) this.#isQuotedElsewhere = true;
    const { text, label, weight } = this.#columns;
    this.#rows.add({
      text: cells[text],
      label: label === undefined ? undefined : cells[label],
      weight: weight === undefined ? undefined : cells[weight],
      line,
    });
    this.#count++;
  }

  /**
   * @param emptyLines how many lines had nothing in them
   * @param finishTexts makes classes of the labels
   */
  finish(emptyLines: number, finishTexts: () => ClassedTexts): Table {
    if (this.#columns === undefined) {
      throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
        expected: "a first line that names the columns",
        got: "an empty file",
        location: this.#location,
      });
    }
    this.checkSuspects();
    const found = finishTexts();
    const { text, label } = this.#columns;
    return {
      ...found,
      remarks: [...found.remarks, ...this.#remarks(emptyLines)],
      textColumn: this.#header[text],
      labelColumn: label === undefined ? "" : this.#header[label],
      skippedRows: this.#blankLines.length + emptyLines,
    };
  }

  /** The fields of the header's columns; where each row ends with delimiters, empty ones follow them. */
  #checkWidth(fields: readonly string[], line: number): readonly string[] {
    const width = this.#header.length;
    const hasEmptyRest =
      fields.length > width && fields.slice(width).every((field) => field === "");
    if (hasEmptyRest && this.#count === 0) this.#emptyFields = fields.length - width;
    const wanted = width + this.#emptyFields;
    if (fields.length === wanted && (wanted === width || hasEmptyRest)) return fields;
    throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
      expected:
        wanted === width
          ? `${width} fields, as the header has`
          : `${wanted} fields, the last one empty, as the rows before have`,
      got: hasEmptyRest ? `${fields.length}, the last one empty` : String(fields.length),
      advice: this.#adviceOnWidth(fields.length, hasEmptyRest),
      location: this.#location,
      line,
    });
  }

  #adviceOnWidth(length: number, hasEmptyRest: boolean): string {
    const delimiter = nameDelimiter(this.#delimiter);
    const lastName = this.#header[this.#header.length - 1];
    if (hasEmptyRest) {
      return `A delimiter (${delimiter}) at the end of a line makes a field more: leave it out, or end every line with one.`;
    }
    const isShort = length < this.#header.length;
    if (isShort && lastName.trim() === "") {
      return `The header ends with a delimiter (${delimiter}), which makes a column more: leave it out.`;
    }
    const inside = isShort ? "line breaks" : `the delimiter (${delimiter})`;
    return `Put a text that holds ${inside} in quotes, or name another delimiter: --delimiter.`;
  }

  #suspect(raw: string, line: number, { label }: Columns): void {
    const width = this.#header.length;
    if (width === 1) return;
    const lines = raw.split(/\r\n|\n|\r/);
    const rows = lines.filter((text) => text !== "").map((text) => text.split(this.#delimiter));
    const fitting = rows.filter(({ length }) => length === width);
    const doAllFit = fitting.length === rows.length;
    if (!doAllFit && fitting.length < manyRows) return;
    const labels = label === undefined ? undefined : fitting.map((row) => row[label]);
    this.#suspects.push({ line, lastLine: line + lines.length - 1, doAllFit, labels });
  }

  #looksLikeRows({ doAllFit, labels }: SuspectRow): boolean {
    // Where labels are not read, too little is known of what a row looks like.
    if (labels === undefined) return doAllFit && !this.#isQuotedElsewhere;
    const known = labels.filter((label) => this.#rows.hasLabel(label)).length;
    // Two lines of a text may look like rows by chance where quotes are in use.
    return known >= manyRows || (doAllFit && known === labels.length && !this.#isQuotedElsewhere);
  }

  /** @throws LabelledTextError where a quote has taken in what reads as rows */
  checkSuspects(): void {
    for (const suspect of this.#suspects) {
      if (!this.#looksLikeRows(suspect)) continue;
      const { line, lastLine } = suspect;
      throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
        expected: "a quote that is closed in its row",
        got: `one that takes in lines ${line} to ${lastLine}, which read as rows of their own`,
        advice:
          'If the quote is a character of the text, put the text in quotes and double it: "a ""b"" c". ' +
          "If it is a slip, remove it.",
        location: this.#location,
        line,
      });
    }
  }

  #remarks(emptyLines: number): string[] {
    const remarks: string[] = [];
    const blank = this.#blankLines;
    if (blank.length > 0) {
      const where =
        blank.length === 1 ? `line ${blank[0]}` : `lines ${blank[0]} to ${blank.at(-1)}`;
      const rows = blank.length === 1 ? "1 row" : `${blank.length} rows`;
      remarks.push(`Skipped ${rows} with nothing in any field (${where}).`);
    }
    if (emptyLines > 0) {
      remarks.push(`Skipped ${emptyLines} empty ${emptyLines === 1 ? "line" : "lines"}.`);
    }
    if (this.#emptyFields > 0) {
      remarks.push(
        `Each row ends with a delimiter (${nameDelimiter(this.#delimiter)}) that the header has not; ` +
          "the empty field after it was left out.",
      );
    }
    return remarks;
  }
}
