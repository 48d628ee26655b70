/** How many names a message lists. */
const shownNames = 5;

/** How to read a file without the one part that cannot be read, as advice in its error. */
export function describeOthers(names: readonly string[], unreadable: string): string {
  const others = names.filter((name) => name !== unreadable);
  const shown = others.slice(0, shownNames).map((name) => JSON.stringify(name));
  const rest = others.length > shownNames ? ", ..." : "";
  return others.length === 0 ? "" : `Read the others with { only: [${shown.join(", ")}${rest}] }.`;
}
