/** A part of a page that search finds: a heading with those above it, and the words below it. */
export interface SearchSection {
  readonly anchor: string;
  readonly titles: string[];
  readonly text: string;
}

/** The parts of a rendered page, for the index of the search. */
export function splitIntoSections(html: string): SearchSection[] {
  const headings = [...html.matchAll(/<h([1-6]) id="([^"]*)"[^>]*>([\s\S]*?)<\/h\1>/g)];
  const titles: string[] = [];
  return headings.map(({ 0: whole, 1: level, 2: anchor, 3: content, index }, n) => {
    const title = toText(content.replace(/<a class="header-anchor"[\s\S]*?<\/a>/, "")).trim();
    titles.splice(Number(level) - 1, titles.length, title);
    const text = toText(html.slice(index + whole.length, headings[n + 1]?.index));
    const beginnings = listWordEnds(`${title} ${text}`).join(" ");
    return { anchor, titles: titles.filter(Boolean), text: `${text} ${beginnings}` };
  });
}

/**
 * The ends of Korean words, so that a search, which compares beginnings, finds 신경망 in 순환신경망을.
 */
export function listWordEnds(text: string): readonly string[] {
  const words = new Set(text.match(/\p{Script=Hangul}{3,}/gu));
  const ends = [...words].flatMap((word) =>
    Array.from({ length: word.length - 2 }, (_, n) => word.slice(n + 1)),
  );
  return [...new Set(ends)];
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
  "&ZeroWidthSpace;": "",
};

function toText(html: string): string {
  return html
    .replaceAll(/<\/?(?:span|code|strong|em|a)(?: [^>]*)?>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(?:\w+|#39);/g, (entity) => entities[entity] ?? " ")
    .replaceAll("\u200b", "");
}
