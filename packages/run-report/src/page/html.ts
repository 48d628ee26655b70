/**
 * HTML by template, safe by default: a string put into `html` becomes text, whatever is in it; only what
 * `html` itself made, or `trustMarkup` vouches for, is markup. Attributes are written in double quotes.
 */

/** A piece of markup. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** Numbers are made strings where their decimals are known, in figures.ts. */
export type Child = Html | string | readonly Child[];

/** The template with its children in place, text escaped, lists joined. */
export function html(strings: TemplateStringsArray, ...children: Child[]): Html {
  return new Html(String.raw({ raw: strings }, ...children.map(markupOf)));
}

/** Markup from a program that escapes by itself. */
export function trustMarkup(markup: string): Html {
  return new Html(markup);
}

/** Nothing, where a part of a page is left out. */
export const nothing: Html = new Html("");

/**
 * Characters that no page can hold (controls, lone surrogates, noncharacters), and those that turn the
 * direction of the text after them, which would reach beyond their own text.
 */
const unprintable =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[^\P{Cc}\t\n]|[\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069]/gu;

/** The text with a replacement character for each one that is unprintable. */
export function replaceUnprintable(text: string): string {
  return text.replaceAll(unprintable, "\uFFFD");
}

/** At most this many UTF-16 units, an ellipsis in place of the rest. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function markupOf(child: Child): string {
  if (child instanceof Html) return child.markup;
  if (typeof child !== "string") return child.map(markupOf).join("");
  return replaceUnprintable(child).replaceAll(/[&<>"']/g, (character) => entities[character]);
}
