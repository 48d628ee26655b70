/**
 * How many of the texts have stood before, among them or in `seen`, to which all are added. Texts of white
 * space alone are not copies of each other worth reporting, and are left out.
 */
export function countRepeated(texts: readonly string[], seen: Set<string>): number {
  let repeated = 0;
  for (const text of texts) {
    if (text.trim() === "") continue;
    if (seen.has(text)) repeated++;
    else seen.add(text);
  }
  return repeated;
}
