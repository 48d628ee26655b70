/** Words from a file, as messages and reports show them: short, and without anything a terminal obeys. */

const longestShown = 40;
const mostListed = 12;
/** Letters that a terminal draws two columns wide; those beyond 16 bits are taken for such. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\u{10000}-\u{10ffff}]/u;

/** In quotes, cut after 40 characters. */
export function quote(value: string): string {
  const characters = Array.from(value.slice(0, 2 * longestShown + 2));
  const short = characters.length <= longestShown;
  return plain(JSON.stringify(short ? value : `${characters.slice(0, longestShown).join("")}...`));
}

/** Each in quotes, with commas; of many, the first twelve and how many more there are. */
export function quoteAll(values: readonly string[]): string {
  return list(values, quote);
}

/**
 * The same with how many rows each has.
 *
 * @example
 * ```ts
 * quoteCounts([["a", 1], ["b", 20]]); // => '"a" (1 row), "b" (20 rows)'
 * ```
 */
export function quoteCounts(counts: readonly (readonly [name: string, rows: number])[]): string {
  return list(counts, ([name, rows]) => `${quote(name)} (${rows} ${rows === 1 ? "row" : "rows"})`);
}

function list<T>(values: readonly T[], show: (value: T) => string): string {
  const shown = values.slice(0, mostListed).map(show).join(", ");
  const more = values.length - mostListed;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/**
 * The text with a question mark for each control or formatting character, which a terminal might obey. The two that
 * join letters and part them stay: Persian and Hindi words, and families of emoji, have them.
 *
 * @example
 * ```ts
 * plain("\u001b[31mred"); // => "?[31mred"
 * ```
 */
export function plain(text: string): string {
  return text.replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "?");
}

/**
 * A text in one line: white space of other kinds is a space, and what a terminal might obey a question mark.
 * Characters that join letters or guide their direction stay, but for those that turn a whole line around.
 *
 * @example
 * ```ts
 * plainText("good\n\u001b]0;bad\u0007"); // => "good ?]0;bad?"
 * ```
 */
export function plainText(text: string): string {
  return text
    .replace(/\r\n|[\t-\r\u0085\u2028\u2029]/g, " ")
    .replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, "?");
}

/**
 * Several lines, such as a message or its stack: their ends stay, and the rest is as by `plainText`.
 *
 * @example
 * ```ts
 * plainLines("error:\n\u0007"); // => "error:\n?"
 * ```
 */
export function plainLines(text: string): string {
  return text.split("\n").map(plainText).join("\n");
}

/**
 * How many columns of a terminal a text takes.
 *
 * @example
 * ```ts
 * countColumns("film"); // => 4
 * countColumns("영화"); // => 4
 * ```
 */
export function countColumns(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}
