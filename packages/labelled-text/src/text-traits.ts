/** What decides how a text of rows is read, found by going through all of it once. */
export interface TextTraits {
  /** The first pieces: enough to tell by, however long the text is. */
  readonly sample: readonly string[];
  /** Whether these are all. */
  readonly isSampleWhole: boolean;
  /** Of what is not white space, the first character; undefined where there is none. */
  readonly firstCharacter: string | undefined;
  /** Whether some lines end with LF, and there are other CRs too: in a text, or as the end of other lines. */
  readonly mixesLineEnds: boolean;
  readonly hasQuotes: boolean;
  /** Whether there is a quote after a backslash. */
  readonly hasEscapedQuotes: boolean;
}

const sampledCharacters = 2 ** 20;

/** A first line that names the delimiter, as Excel reads it: `sep=;`. */
export const delimiterLine = /^"?sep=([^\r\n"])"?[ \t]*(?:\r\n|\n|\r|$)/i;

/** Looks at a text piece by piece. A first line that names the delimiter does not count. */
export class TextInspection {
  readonly #sample: string[] = [];
  #sampled = 0;
  #pieces = 0;
  #firstCharacter: string | undefined;
  #hasFeeds = false;
  #hasLoneReturns = false;
  #hasQuotes = false;
  #hasEscapedQuotes = false;
  /** The last character of the piece before. */
  #last = "";

  add(given: string): void {
    this.#pieces++;
    if (this.#sampled < sampledCharacters) this.#sample.push(given);
    this.#sampled += given.length;
    this.#firstCharacter ??= given.trimStart()[0];
    const piece = this.#pieces === 1 ? given.replace(delimiterLine, "") : given;
    if (piece === "") return;
    this.#hasFeeds ||= piece.includes("\n");
    this.#hasLoneReturns ||=
      (this.#last === "\r" && !piece.startsWith("\n")) || /\r[^\n]/.test(piece);
    this.#hasQuotes ||= piece.includes('"');
    this.#hasEscapedQuotes ||=
      (this.#last === "\\" && piece.startsWith('"')) || piece.includes('\\"');
    this.#last = piece[piece.length - 1];
  }

  finish(): TextTraits {
    return {
      sample: this.#sample,
      isSampleWhole: this.#sample.length === this.#pieces,
      firstCharacter: this.#firstCharacter,
      mixesLineEnds: this.#hasFeeds && (this.#hasLoneReturns || this.#last === "\r"),
      hasQuotes: this.#hasQuotes,
      hasEscapedQuotes: this.#hasEscapedQuotes,
    };
  }
}
