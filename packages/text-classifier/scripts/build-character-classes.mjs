/**
 * Writes src/text/character-classes.generated.ts from the Unicode Character Database, version 15.0. With
 * --check it writes nothing and fails where the file is not what the data gives.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const database = "@unicode/unicode-15.0.0";

/** Scripts that put no spaces between words. */
const unspacedScripts = [
  "Han",
  "Hiragana",
  "Katakana",
  "Bopomofo",
  "Tangut",
  "Nushu",
  "Thai",
  "Lao",
  "Khmer",
  "Myanmar",
  "Tai_Le",
  "New_Tai_Lue",
  "Tai_Tham",
  "Tai_Viet",
];

const codePoints = 0x110000;

/** @param {string} property @returns {Promise<Set<number>>} */
async function read(property) {
  const { default: points } = await import(`${database}/${property}/code-points.mjs`);
  return new Set(points);
}

/** Each code point's class, a letter: see src/text/character-class.ts. */
async function classify() {
  const readCategory = (/** @type {string} */ name) => read(`General_Category/${name}`);
  const [letter, mark, number, format, control, space, unassigned, currency, symbol] =
    await Promise.all(
      [
        "Letter",
        "Mark",
        "Number",
        "Format",
        "Control",
        "Separator",
        "Unassigned",
        "Currency_Symbol",
        "Other_Symbol",
      ].map(readCategory),
    );
  const [privateUse, punctuation, mathSymbol, letterNumber] = await Promise.all(
    ["Private_Use", "Punctuation", "Math_Symbol", "Letter_Number"].map(readCategory),
  );
  const [ignorable, noncharacter, pictograph, skinTone] = await Promise.all(
    [
      "Default_Ignorable_Code_Point",
      "Noncharacter_Code_Point",
      "Extended_Pictographic",
      "Emoji_Modifier",
    ].map((name) => read(`Binary_Property/${name}`)),
  );
  const unspaced = new Set();
  for (const script of unspacedScripts) {
    for (const point of await read(`Script_Extensions/${script}`)) unspaced.add(point);
  }
  const isSpace = (/** @type {number} */ point) =>
    space.has(point) ||
    (point >= 0x09 && point <= 0x0d) ||
    (point >= 0x1c && point <= 0x1f) ||
    point === 0x85;
  // Where ideographs of later versions go. No such letter has another form.
  const isFutureIdeograph = (/** @type {number} */ point) =>
    (point >= 0x20000 && point < 0x2f800) || (point >= 0x30000 && point < 0x3fffe);
  return (/** @type {number} */ point) => {
    if (isSpace(point)) return "S";
    if (control.has(point) || format.has(point) || noncharacter.has(point)) return "D";
    if (ignorable.has(point) || skinTone.has(point)) return "D";
    if (mark.has(point)) return "M";
    if (letter.has(point) || letterNumber.has(point)) return unspaced.has(point) ? "A" : "W";
    if (number.has(point) || privateUse.has(point)) return "W";
    if (point === 0xfffd) return "P";
    if (currency.has(point) || symbol.has(point)) return "A";
    if (pictograph.has(point) && !punctuation.has(point) && !mathSymbol.has(point)) return "A";
    if (isFutureIdeograph(point)) return "A";
    return unassigned.has(point) ? "U" : "P";
  };
}

/** The runs of code points of one class: how many, in base 36, and which. */
async function encodeRuns() {
  const classOf = await classify();
  const runs = [];
  let start = 0;
  for (let point = 1; point <= codePoints; point++) {
    if (point < codePoints && classOf(point) === classOf(start)) continue;
    runs.push(`${(point - start).toString(36)}${classOf(start)}`);
    start = point;
  }
  return runs.join("");
}

const text = `/**
 * Made from Unicode 15.0 by scripts/build-character-classes.mjs; do not edit. Runs of code points of one class,
 * from 0 on: how many, in base 36, and a capital letter for the class, which character-class.ts explains.
 */
export const characterClassRuns =
  "${await encodeRuns()}";
`;
const target = fileURLToPath(
  new URL("../src/text/character-classes.generated.ts", import.meta.url),
);
if (!process.argv.includes("--check")) writeFileSync(target, text);
else if (readFileSync(target, "utf8") !== text) {
  process.stderr.write(
    `${target} is not what Unicode gives: run scripts/build-character-classes.mjs.\n`,
  );
  process.exitCode = 1;
}
