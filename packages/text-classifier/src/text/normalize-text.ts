import { checkType } from "@rnn/tensor/checks";
import { endOfCluster, foldText } from "./fold-text.ts";
import { findEntities } from "./html-entities.ts";
import { findTags } from "./html-tags.ts";
import {
  applyEdits,
  applyTracedEdits,
  type TextEdit,
  type TracedText,
  traceText,
} from "./text-edits.ts";

/**
 * The text as text format 2 reads it: characters that look alike have one spelling, and what only shapes a page is
 * gone. Texts that readers take for the same become the same, on every host, by Unicode 15.0:
 *
 * - Unicode NFC and lower case without a locale; the Greek final sigma is a sigma, the Turkish İ an i
 * - typographic quotes, dashes, ellipses and spaces as a keyboard has them; one space for any white space, line
 *   ends included, and none at the ends
 * - wide, narrow, bold and italic letters, ligatures and the positional forms of Arabic as plain letters
 * - without zero-width characters (those that join or part letters in Persian and Indic scripts, too), soft
 *   hyphens, control characters, variation selectors, and skin tones of emoji
 * - HTML: tags of HTML's elements are a space, or nothing where they stand inside a line; comments, scripts and
 *   styles go; numbered entities, HTML 4's names, and those of European letters and of punctuation are characters
 *
 * Applied again, it changes nothing. Takes time in proportion to the text.
 *
 * @throws TypeError for what is not a string
 *
 * @example
 * ```ts
 * normalizeText("<p>Don’t  miss&nbsp;it &mdash; ＧＲＥＡＴ…</p>"); // => "don't miss it - great..."
 * normalizeText("a < b, I <3 it, <b>g</b>reat"); // => "a < b, i <3 it, great"
 * ```
 *
 * Python twin: none; `unicodedata.normalize("NFC", html.unescape(text)).lower()` does the least of it.
 */
export function normalizeText(text: string): string {
  checkType("normalizeText", "text", text, "string");
  let folded = foldText(text);
  if (mayHoldHtml(folded)) {
    folded = applyEdits(folded, findEntities(folded));
    folded = foldText(applyEdits(folded, findTags(folded)));
    folded = applyEdits(folded, findLeftHtml(folded));
  }
  return folded.replace(/ {2,}/g, " ").trim();
}

/** The same with the place of each character in the original, but for spaces, which are all there. */
export function traceNormalizedText(text: string): TracedText {
  let traced = traceText(text);
  const edit = (find: (text: string) => TextEdit[]): void => {
    traced = applyTracedEdits(traced, find(traced.text));
  };
  edit(findFolds);
  if (!mayHoldHtml(traced.text)) return traced;
  edit(findEntities);
  edit(findTags);
  edit(findFolds);
  edit(findLeftHtml);
  return traced;
}

function mayHoldHtml(text: string): boolean {
  return text.includes("<") || text.includes("&");
}

/** What `foldText` changes. */
function findFolds(text: string): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let start = 0; start < text.length; ) {
    const end = endOfCluster(text, start);
    const cluster = text.slice(start, end);
    const output = foldText(cluster);
    if (output !== cluster) edits.push({ start, end, output });
    start = end;
  }
  return edits;
}

/**
 * A space in what reads as HTML only because something inside it was resolved, such as `<<b>b>`: it is text, and
 * stays so when it is read again.
 */
function findLeftHtml(text: string): TextEdit[] {
  const starts = [...findEntities(text), ...findTags(text, { nested: true })].map(
    ({ start }) => start,
  );
  return starts
    .sort((a, b) => a - b)
    .map((start) => ({ start, end: start + 1, output: `${text[start]} ` }));
}
