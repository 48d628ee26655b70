/**
 * A text as the symbols whose runs are counted: its words, as numbers, in one segment; or its characters,
 * as code points, in one segment a word with a space at both ends, so that no n-gram crosses a word's edge.
 */

/** Calls `visit` with each segment: the first `length` entries of a buffer that is used again. */
export type VisitSegment = (symbols: Int32Array, length: number) => void;

/** What Python's `str.split()` splits at. */
// oxlint-disable-next-line no-control-regex -- four of them are spaces to Python
const isSpace = /[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** The words of a text: runs of letters, digits and underscores in any script; Python's `\w+`. */
const wordPattern = /[\p{L}\p{N}_]+/gu;

/** A visitor of words. `numberOf` gives a word's number, or -1 for one that is not known. */
export class WordSegments {
  #buffer = new Int32Array(256);
  readonly #pattern: RegExp;

  constructor(pattern: RegExp = wordPattern) {
    this.#pattern = pattern;
  }

  visit(text: string, numberOf: (word: string) => number, visit: VisitSegment): void {
    const words = text.match(this.#pattern) ?? [];
    if (words.length > this.#buffer.length) this.#buffer = new Int32Array(2 * words.length);
    for (let n = 0; n < words.length; n++) this.#buffer[n] = numberOf(words[n]);
    visit(this.#buffer, words.length);
  }
}

/** A visitor of characters within the bounds of words. */
export class CharacterSegments {
  #buffer = new Int32Array(256);

  visit(text: string, visit: VisitSegment): void {
    let length = 1;
    this.#buffer[0] = 0x20;
    const end = (): void => {
      if (length === 1) return;
      this.#buffer[length++] = 0x20;
      visit(this.#buffer, length);
      length = 1;
    };
    for (let at = 0; at < text.length; at++) {
      const point = text.codePointAt(at) ?? 0;
      if (point > 0xffff) at++;
      if (isSpacePoint(point)) {
        end();
        continue;
      }
      if (length + 2 > this.#buffer.length) {
        const buffer = new Int32Array(2 * this.#buffer.length);
        buffer.set(this.#buffer);
        this.#buffer = buffer;
      }
      this.#buffer[length++] = point;
    }
    end();
  }
}

/** Whether a code point is a space; ASCII, the usual case, without the pattern. */
function isSpacePoint(point: number): boolean {
  if (point > 0x20 && point < 0x85) return false;
  if (point === 0x20) return true;
  return point < 0x10000 && isSpace.test(String.fromCharCode(point));
}
