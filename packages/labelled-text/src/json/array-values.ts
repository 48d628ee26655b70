/** A value of a JSON array, still as text. */
export interface ArrayValue {
  readonly json: string;
  /** The line at which it starts; 1 is the first. */
  readonly line: number;
}

/**
 * Cuts the text of one JSON array into its values, piece by piece, without reading them. What is not an array
 * shows in what is cut: a value that `JSON.parse` refuses, or an error of `end`.
 */
export class ArrayValues {
  readonly #onValue: (value: ArrayValue) => void;
  readonly #longest: number;
  #state: "before" | "inside" | "after" = "before";
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  #line = 1;
  #valueLine = 0;
  #value = "";
  #count = 0;

  /** @param longest characters of a value */
  constructor(onValue: (value: ArrayValue) => void, longest: number) {
    this.#onValue = onValue;
    this.#longest = longest;
  }

  get line(): number {
    return this.#line;
  }

  /** @throws RangeError for a value that is too long, SyntaxError for text around the array */
  push(piece: string): void {
    let start = 0;
    for (let i = 0; i < piece.length; i++) {
      const character = piece[i];
      if (character === "\n") this.#line++;
      if (this.#inString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (character === "\\") this.#isEscaped = true;
        else if (character === '"') this.#inString = false;
        continue;
      }
      if (isSpace(character)) continue;
      if (this.#state !== "inside") {
        if (this.#state === "after" || character !== "[") throw new SyntaxError("not one array");
        this.#state = "inside";
        start = i + 1;
        continue;
      }
      if (this.#depth === 0 && (character === "," || character === "]")) {
        this.#end(piece.slice(start, i), character === "]");
        start = i + 1;
        continue;
      }
      if (this.#valueLine === 0) this.#valueLine = this.#line;
      if (character === '"') this.#inString = true;
      else if (character === "{" || character === "[") this.#depth++;
      else if (character === "}" || character === "]") this.#depth--;
    }
    if (this.#state === "inside") this.#value += piece.slice(start);
    if (this.#value.length > this.#longest) throw new RangeError("too long");
  }

  /** @throws SyntaxError where the array is not closed */
  end(): void {
    if (this.#state !== "after") throw new SyntaxError("not closed");
  }

  #end(rest: string, isLast: boolean): void {
    const json = (this.#value + rest).trim();
    this.#value = "";
    if (isLast) this.#state = "after";
    const line = this.#valueLine === 0 ? this.#line : this.#valueLine;
    this.#valueLine = 0;
    if (isLast && this.#count === 0 && json === "") return;
    this.#count++;
    this.#onValue({ json, line });
  }
}

function isSpace(character: string): boolean {
  return character === " " || character === "\n" || character === "\r" || character === "\t";
}
