/**
 * A page with new text between its marks, `<!-- measured: name -->` and the `<!-- end -->` after it.
 * @throws Error where a mark is missing
 */
export function replaceSections(
  page: string,
  text: string,
  sections: Readonly<Record<string, string>>,
): string {
  let result = text;
  for (const [name, content] of Object.entries(sections)) {
    const [open, close] = [`<!-- measured: ${name} -->`, "<!-- end -->"];
    const start = result.indexOf(open);
    const end = result.indexOf(close, start);
    if (start === -1 || end === -1) {
      throw new Error(`${page}: expected ${open} and ${close} after it, found neither.`);
    }
    result = `${result.slice(0, start + open.length)}\n${content}\n${result.slice(end)}`;
  }
  return result;
}
