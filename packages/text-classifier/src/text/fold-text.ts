/**
 * One spelling for characters that look alike: Unicode NFC, one form of each quote, dash and space, lower case by
 * Unicode's rules without a locale. What does not show is dropped. Each step works on a character with the marks
 * after it, so that folding the parts of a text, cut by `endOfCluster`, gives the same as folding the whole.
 */
import { characterClass, classOf } from "./character-class.ts";

const { dropped, mark, space, unassigned } = characterClass;

/** What typographers write for what a keyboard has. */
const plainSpellings: readonly (readonly [plain: string, spellings: string])[] = [
  ["'", "\u0060\u00b4\u02bb\u02bc\u05f3\u2018\u2019\u201a\u201b\u2032\u2035"],
  ['"', "\u00ab\u00bb\u05f4\u201c\u201d\u201e\u201f\u2033\u2036\u2039\u203a\u301d\u301e\u301f"],
  ["-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b"],
  ["...", "\u2026"],
  ["~", "\u301c"],
  [" ", "\ufffd"],
];

const plainSpelling = new Map(
  plainSpellings.flatMap(([plain, spellings]) =>
    Array.from(spellings, (one) => [one.codePointAt(0) ?? 0, plain] as const),
  ),
);

/** Printable ASCII, which needs next to nothing. */
const isPrintableAscii = /^[ -~]*$/;

/** The text with one spelling for characters that look alike. Its only white space is U+0020. */
export function foldText(text: string): string {
  if (isPrintableAscii.test(text)) return lowerCase(text).replaceAll("`", "'");
  return composeRuns(foldCharacters(composeRuns(text, compose)), composeLowerCase);
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

function compose(text: string): string {
  return text.normalize("NFC");
}

/**
 * A sigma is the same letter at a word's end, where hosts may disagree on what an end is, and the dot over the
 * Turkish capital I is that of the small i.
 */
function composeLowerCase(text: string): string {
  return compose(
    lowerCase(text)
      .replaceAll("ς", "σ")
      .replace(/i\u0307+/g, "i"),
  );
}

/** Each run of characters whose forms Unicode 15.0 fixes, changed; what it does not know stays as it is. */
function composeRuns(text: string, change: (run: string) => string): string {
  let result = "";
  let start = 0;
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    const next = at + lengthOf(point);
    if (point >= 0x80) {
      const kind = classOf(point);
      if (kind === unassigned || kind === dropped) {
        result += change(text.slice(start, at)) + text.slice(at, next);
        start = next;
      }
    }
    at = next;
  }
  return result + change(text.slice(start));
}

/** The text without what does not show, and with the plain spelling of the rest. */
function foldCharacters(text: string): string {
  let result = "";
  let start = 0;
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    const next = at + lengthOf(point);
    const plain = foldCharacter(point);
    if (plain !== undefined) {
      result += text.slice(start, at) + plain;
      start = next;
    }
    at = next;
  }
  return result + text.slice(start);
}

/** What is written for a character; undefined where it stays. */
function foldCharacter(point: number): string | undefined {
  if (point >= 0x20 && point < 0x7f && point !== 0x60) return undefined;
  const kind = classOf(point);
  if (kind === dropped) return "";
  if (kind === space || isSurrogate(point)) return " ";
  if (!hasWidthOrStyle(point) || kind === unassigned) return plainSpelling.get(point);
  const plain = String.fromCodePoint(point).normalize("NFKC");
  return plainSpelling.get(plain.codePointAt(0) ?? 0) ?? plain;
}

/** Characters in other shapes: ligatures, positional forms of Arabic, vertical, small, wide, narrow, bold, italic ones. */
function hasWidthOrStyle(point: number): boolean {
  return (
    (point >= 0xfb00 && point < 0xfe00) ||
    (point >= 0xfe10 && point < 0xfff0) ||
    (point >= 0x1d400 && point < 0x1d800)
  );
}

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point < 0xe000;
}

/** How many code units a code point takes. */
export function lengthOf(point: number): number {
  return point > 0xffff ? 2 : 1;
}

/** Where the character that begins at `start` ends, with all that joins it. */
export function endOfCluster(text: string, start: number): number {
  let at = start + lengthOf(text.codePointAt(start) ?? 0);
  while (at < text.length) {
    const point = text.codePointAt(at) ?? 0;
    if (!joinsCharacterBefore(point)) break;
    at += lengthOf(point);
  }
  return at;
}

function joinsCharacterBefore(point: number): boolean {
  const kind = classOf(point);
  return (
    kind === mark ||
    kind === dropped ||
    // Vowels and final consonants of Hangul, and narrow ones; narrow voicing marks of Katakana.
    (point >= 0x1160 && point < 0x1200) ||
    (point >= 0xd7b0 && point < 0xd800) ||
    (point >= 0xffc2 && point < 0xffdd) ||
    point === 0xff9e ||
    point === 0xff9f
  );
}
