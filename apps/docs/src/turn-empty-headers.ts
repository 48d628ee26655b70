/** A piece of a rendered page, as markdown-it has it. */
interface Token {
  readonly type: string;
  readonly content: string;
  tag: string;
}

/** Makes plain cells of headers of tables that say nothing, which a reader of the page aloud would announce. */
export function turnEmptyHeaders({ tokens }: { tokens: Token[] }): void {
  for (const [n, { type }] of tokens.entries()) {
    if (type !== "th_open" || tokens[n + 1].content.trim() !== "") continue;
    tokens[n].tag = "td";
    tokens[n + 2].tag = "td";
  }
}
