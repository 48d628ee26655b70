/** Words from a file, as messages and reports show them: short, and without anything a terminal obeys. */

const longestShown = 40;
const mostListed = 12;

/** In quotes, cut after 40 characters. */
export function quoted(value: string): string {
  const characters = Array.from(value.slice(0, 2 * longestShown + 2));
  const short = characters.length <= longestShown;
  return plain(JSON.stringify(short ? value : `${characters.slice(0, longestShown).join("")}...`));
}

/** Each in quotes, with commas; of many, the first twelve and how many more there are. */
export function listed(values: readonly string[]): string {
  const shown = values.slice(0, mostListed).map(quoted).join(", ");
  const more = values.length - mostListed;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/**
 * The text with a question mark for each control or formatting character, which a terminal might obey.
 *
 * @example
 * ```ts
 * plain("\u001b[31mred"); // => "?[31mred"
 * ```
 */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "?");
}
