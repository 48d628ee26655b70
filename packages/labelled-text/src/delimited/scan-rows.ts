/**
 * Rows of delimited text, as RFC 4180 has them and as programs write them: fields between delimiters, rows
 * that end with LF, CRLF or CR; a field in quotes may hold all of these, and quotes by the dialect's escape.
 * Text comes in pieces that may end anywhere. Nothing is repaired: what is not laid out so is a `ScanError`.
 */
import { withLineFeeds } from "../read-text.ts";

/** How fields are separated and quoted. */
export interface Dialect {
  /** One character. */
  readonly delimiter: string;
  /** What precedes a quote inside a quoted field; undefined where quotes are characters like others. */
  readonly escape: '"' | "\\" | undefined;
  /** Whether a CR without LF is a character of its field; default: it ends a row, as LF and CRLF do. */
  readonly keepsReturns?: boolean | undefined;
}

/** A row and where it is. */
export interface ScannedRow {
  /** Lines inside a field end with LF. */
  readonly fields: readonly string[];
  /** The line at which it starts; 1 is the first. */
  readonly line: number;
  /** The row as it is written, where it goes over several lines. */
  readonly raw: string | undefined;
  /** Whether a field is in quotes. */
  readonly isQuoted: boolean;
}

/** What is wrong with a row's quotes, or its length. */
export class ScanError extends Error {
  override readonly name = "ScanError";
  readonly kind: "quote inside" | "after quote" | "quote not closed" | "too long";
  /** At which the row starts. */
  readonly line: number;

  constructor(kind: ScanError["kind"], line: number) {
    super(`${kind} (line ${line})`);
    this.kind = kind;
    this.line = line;
  }
}

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Scans text, piece by piece, and gives each row to `onRow`. */
export class RowScanner {
  readonly #delimiter: number;
  readonly #escape: Dialect["escape"];
  readonly #keepsReturns: boolean;
  readonly #longest: number;
  readonly #onRow: (row: ScannedRow) => void;
  /** Lines without a character, which are not rows. */
  emptyLines = 0;

  #state: "start" | "plain" | "quoted" | "closed" = "start";
  #fields: string[] = [];
  /** What earlier pieces, or the parts before an escaped quote, hold of the field. */
  #field = "";
  #line: number;
  #rowLine: number;
  /** What earlier pieces hold of the row as it is written. */
  #raw = "";
  #pending = "";
  #isQuoted = false;
  #endsWithReturn = false;

  /** @param longest characters of a row @param line of the first character */
  constructor(
    { delimiter, escape, keepsReturns = false }: Dialect,
    onRow: (row: ScannedRow) => void,
    { longest, line = 1 }: { readonly longest: number; readonly line?: number },
  ) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#escape = escape;
    this.#keepsReturns = keepsReturns;
    this.#onRow = onRow;
    this.#longest = longest;
    this.#line = line;
    this.#rowLine = line;
  }

  push(piece: string): void {
    // The last character waits: what it means depends on the one after it.
    this.#scan(this.#pending + piece, false);
  }

  end(): void {
    this.#scan(this.#pending, true);
    this.#pending = "";
    if (this.#state === "quoted") throw new ScanError("quote not closed", this.#rowLine);
    if (this.#state === "start" && this.#fields.length === 0) return;
    this.#endField("");
    this.#endRow(this.#line > this.#rowLine ? this.#raw : undefined);
  }

  #scan(text: string, isLast: boolean): void {
    const limit = isLast ? text.length : text.length - 1;
    let rowStart = 0;
    let start = 0;
    let i = 0;
    while (i < limit) {
      if (this.#state === "quoted") {
        i = this.#scanQuoted(text, i, limit);
        start = i;
        continue;
      }
      const code = text.charCodeAt(i);
      if (code === this.#delimiter) {
        this.#endField(this.#state === "closed" ? "" : text.slice(start, i));
        start = ++i;
      } else if (this.#endsRow(code, text, i)) {
        const end = i;
        i += code === carriageReturn && text.charCodeAt(i + 1) === lineFeed ? 2 : 1;
        this.#line++;
        if (this.#state === "start" && this.#fields.length === 0) {
          this.emptyLines++;
          this.#rowLine = this.#line;
          this.#raw = "";
        } else {
          this.#endField(this.#state === "closed" ? "" : text.slice(start, end));
          const isLong = this.#line - 1 > this.#rowLine;
          this.#endRow(isLong ? this.#raw + text.slice(rowStart, end) : undefined);
        }
        start = rowStart = i;
      } else if (this.#state === "closed") {
        throw new ScanError("after quote", this.#rowLine);
      } else if (code === quote && this.#escape !== undefined) {
        if (this.#state === "plain") throw new ScanError("quote inside", this.#rowLine);
        this.#state = "quoted";
        this.#isQuoted = true;
        this.#endsWithReturn = false;
        start = ++i;
      } else {
        this.#state = "plain";
        do i++;
        while (i < limit && this.#isPlain(text.charCodeAt(i)));
      }
    }
    if (this.#state === "plain") this.#field += text.slice(start, i);
    this.#raw += text.slice(rowStart, i);
    this.#pending = text.slice(i);
    if (this.#raw.length > this.#longest) throw new ScanError("too long", this.#rowLine);
  }

  /** Takes what is in quotes from `i` on, up to `limit`, and gives where it ends. */
  #scanQuoted(text: string, i: number, limit: number): number {
    const end = indexOfSpecial(text, i, this.#escape === "\\");
    if (end >= limit) {
      this.#takeQuoted(text.slice(i, limit));
      return limit;
    }
    const next = text[end + 1];
    // Quotes may be doubled in either dialect: nothing else can follow one inside a field.
    const isEscaped = next === '"' || (text[end] === "\\" && next === "\\");
    if (isEscaped) {
      this.#takeQuoted(text.slice(i, end) + next);
      return end + 2;
    }
    if (text[end] === "\\") {
      this.#takeQuoted(text.slice(i, end + 1));
      return end + 1;
    }
    this.#takeQuoted(text.slice(i, end));
    this.#state = "closed";
    return end + 1;
  }

  #takeQuoted(part: string): void {
    this.#field += part;
    this.#line += part.match(/\r\n|\n|\r/g)?.length ?? 0;
    // Of a CRLF, one piece may hold the CR and the next the LF.
    if (this.#endsWithReturn && part.startsWith("\n")) this.#line--;
    this.#endsWithReturn = part.endsWith("\r");
  }

  #endsRow(code: number, text: string, at: number): boolean {
    if (code !== carriageReturn) return code === lineFeed;
    return !this.#keepsReturns || text.charCodeAt(at + 1) === lineFeed;
  }

  #isPlain(code: number): boolean {
    return (
      code !== this.#delimiter && code !== lineFeed && code !== carriageReturn && code !== quote
    );
  }

  #endField(rest: string): void {
    this.#fields.push(withLineFeeds(this.#field + rest));
    this.#field = "";
    this.#state = "start";
  }

  #endRow(raw: string | undefined): void {
    const fields = this.#fields;
    const line = this.#rowLine;
    const isQuoted = this.#isQuoted;
    this.#isQuoted = false;
    this.#fields = [];
    this.#raw = "";
    this.#rowLine = this.#line;
    this.#onRow({ fields, line, raw, isQuoted });
  }
}

function indexOfSpecial(text: string, from: number, withBackslash: boolean): number {
  const at = text.indexOf('"', from);
  const end = at === -1 ? text.length : at;
  if (!withBackslash) return end;
  const backslash = text.slice(from, end).indexOf("\\");
  return backslash === -1 ? end : from + backslash;
}
