/** The key that stands twice in one object of a valid JSON text (which JSON.parse hides), if any. */
export function findDuplicateKey(json: string): string | undefined {
  // Strings are skipped whole, so that brackets inside them do not count.
  const token = /[{}]|"(?:[^"\\]|\\.)*"(\s*:)?/g;
  const open: Set<string>[] = [];
  for (const [text, colon] of json.matchAll(token)) {
    if (text === "{") open.push(new Set());
    else if (text === "}") open.pop();
    else if (colon !== undefined) {
      // Two spellings can be one key: "a" and "\u0061".
      const key = JSON.parse(text.slice(0, -colon.length)) as string;
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
