import { namedCharacters, windows1252 } from "./html-names.ts";
import type { TextEdit } from "./text-edits.ts";

/** A reference after its `&`, by decimal or hexadecimal number or by name, which the semicolon ends. */
const reference = /(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}4?));/y;

/**
 * The references to characters in a folded text, each with the character. What was escaped twice is resolved
 * twice: `&amp;lt;` is `<`.
 */
export function findEntities(text: string): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let start = text.indexOf("&"); start !== -1; start = text.indexOf("&", start + 1)) {
    let end = start + 1;
    let output = "&";
    while (output === "&") {
      reference.lastIndex = end;
      const [whole, decimal, hexadecimal, name] = reference.exec(text) ?? [];
      const character =
        name === undefined
          ? characterOf(Number.parseInt(decimal ?? hexadecimal ?? "", decimal ? 10 : 16))
          : namedCharacters.get(name);
      if (whole === undefined || character === undefined) break;
      end += whole.length;
      output = character;
    }
    if (end === start + 1) continue;
    edits.push({ start, end, output });
    start = end - 1;
  }
  return edits;
}

function characterOf(number: number): string | undefined {
  if (Number.isNaN(number)) return undefined;
  if (number >= 0x80 && number < 0xa0) return windows1252[number - 0x80];
  const isCharacter = number > 0 && number <= 0x10ffff && !(number >= 0xd800 && number < 0xe000);
  return isCharacter ? String.fromCodePoint(number) : " ";
}
