/**
 * HTML tags in a folded text. A tag is `<`, the name of an element of HTML or one with a hyphen or colon, and
 * attributes: "a < b", "<3" and "<user>" are none. No tag holds a `<`, so that looking for them takes time in
 * proportion to the text, whatever it is.
 */
import { bareAttributes, blockElements, inlineElements } from "./html-names.ts";
import type { TextEdit } from "./text-edits.ts";

const value = `"[^"<]*"|'[^'<]*'|[^ "'=<>]+`;
const attributes = `(?: +(?:[^ "'<>/=]+ *= *(?:${value})|(?:${bareAttributes})(?=[ />])))*`;
/** Where quotes inside a value end it early, all up to the `>`. */
const brokenAttributes = ` +[a-z][a-z-]* *= *["'][^<>]*`;
const name = "[a-z][a-z0-9]*(?:[:-][a-z0-9]+)*";
const tag = new RegExp(`<(/?)(${name})(?:${attributes} */?|${brokenAttributes})>`, "y");

const commentStart = "<!--";
const declaration = /<!doctype[^<>]*>|<!\[cdata\[|<\?[a-z][^<>]*\?>/y;

/**
 * The tags of a text, with what stands for them: a space, or nothing where they do not end a word. Comments,
 * scripts and styles go with what they hold.
 *
 * @param options.nested whether tags inside such are found too
 */
export function findTags(text: string, { nested = false } = {}): TextEdit[] {
  const edits: TextEdit[] = [];
  const find = closingFinder(text);
  for (let start = text.indexOf("<"); start !== -1; start = text.indexOf("<", start + 1)) {
    const found = findTag(text, start, find);
    if (found === undefined) continue;
    edits.push(found);
    if (!nested) start = found.end - 1;
  }
  return edits;
}

type FindClosing = (closing: string, from: number) => number;

function findTag(text: string, start: number, find: FindClosing): TextEdit | undefined {
  if (text.startsWith(commentStart, start)) {
    const end = find("-->", start + commentStart.length);
    return end === -1 ? undefined : { start, end: end + 3, output: "" };
  }
  declaration.lastIndex = start;
  const [declared] = declaration.exec(text) ?? [];
  if (declared !== undefined) return { start, end: start + declared.length, output: " " };
  tag.lastIndex = start;
  const [whole, slash, element] = tag.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const isInline = inlineElements.has(element);
  if (!isInline && !blockElements.has(element) && !/[:-]/.test(element)) return undefined;
  const end = start + whole.length;
  if (slash === "" && (element === "script" || element === "style")) {
    const closing = `</${element}>`;
    const close = find(closing, end);
    if (close !== -1) return { start, end: close + closing.length, output: " " };
  }
  return { start, end, output: isInline ? "" : " " };
}

/** `indexOf` from places in rising order, which looks at no part of the text twice. */
function closingFinder(text: string): FindClosing {
  const found = new Map<string, number>();
  return (closing, from) => {
    const before = found.get(closing);
    if (before !== undefined && (before === -1 || before >= from)) return before;
    const at = text.indexOf(closing, from);
    found.set(closing, at);
    return at;
  };
}
