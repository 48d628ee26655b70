/** A heading of a Markdown page. */
export interface Heading {
  readonly line: string;
  readonly level: number;
  readonly slug: string;
}

/** The anchor of a heading, as GitHub makes it: letters, digits, hyphens and underscores, spaces as hyphens. */
export function slugify(title: string): string {
  return title
    .normalize("NFC")
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");
}

/** The headings of a page in order, each with its anchor, which is numbered where it is there already. */
export function listHeadings(markdown: string): readonly Heading[] {
  const seen = new Map<string, number>();
  return linesOutsideCode(markdown).flatMap((line) => {
    const [, marks, title] = /^(#{1,6}) (.*)$/.exec(line) ?? [];
    if (marks === undefined) return [];
    const slug = slugify(title.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1"));
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return { line, level: marks.length, slug: count === 0 ? slug : `${slug}-${count}` };
  });
}

function linesOutsideCode(markdown: string): readonly string[] {
  return markdown.replaceAll(/^(```|~~~)[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, "").split("\n");
}
