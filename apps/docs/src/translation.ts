/**
 * A translation is beside its English page, as `playground.ko.md` is beside `playground.md`, and begins with a line that says of what text it is:
 *
 *     <!-- translated from docs/playground.md, sha256 0123… -->
 *
 * Blocks of code and what stands between the marks of measurements are those of the English page, byte for byte,
 * and so are number and levels of the headings.
 */
import { createHash } from "node:crypto";
import { listHeadings } from "./headings.ts";

const stampLine = /^<!-- translated from (\S+), sha256 (\S+) -->\n+/;
const measured = /^<!-- measured: [^\n]* -->\n[\s\S]*?^<!-- end -->$/gm;

/** What a translation says of its source, and the page without it. */
export interface Translation {
  readonly source: string | undefined;
  readonly hash: string | undefined;
  readonly body: string;
}

/** Takes a page apart. */
export function readTranslation(text: string): Translation {
  const [stamp = "", source, hash] = stampLine.exec(text) ?? [];
  return { source, hash, body: text.slice(stamp.length) };
}

/** The translation with the stamp of that source. */
export function stampTranslation(text: string, source: string, english: string): string {
  const { body } = readTranslation(text);
  return `<!-- translated from ${source}, sha256 ${hashSource(english)} -->\n\n${body}`;
}

/** The hash of an English page, whatever its measurements are. */
export function hashSource(english: string): string {
  return createHash("sha256").update(english.replaceAll(measured, "")).digest("hex");
}

/** What must be equal in both languages: code, measurements, and levels of headings. */
export function listFixedParts(text: string): {
  code: readonly string[];
  levels: readonly number[];
} {
  const parts =
    /^(```|~~~)[^\n]*\n[\s\S]*?^\1[^\n]*$|^<!-- measured: [^\n]* -->\n[\s\S]*?^<!-- end -->$/gm;
  return {
    code: Array.from(text.matchAll(parts), ([part]) => part),
    levels: listHeadings(text).map(({ level }) => level),
  };
}
