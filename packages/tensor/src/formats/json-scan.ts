/**
 * What JSON.parse neither reports nor bounds, found before it runs: keys that occur twice, and
 * brackets inside brackets, which take some fifty times their length in memory.
 */

/** In a header: the object of all tensors, the object of one, and its list of numbers. */
const maxDepth = 3;

/**
 * The key that occurs twice in one object, if any; for text that is not valid JSON it may be anything.
 * @throws SyntaxError where objects or lists nest deeper than a header's, or are in a list.
 */
export function findDuplicateKey(json: string): string | undefined {
  const structural = /["{}[\]]/g;
  /** The keys of each open object; null for a list. */
  const open: (Set<string> | null)[] = [];
  for (let match = structural.exec(json); match !== null; match = structural.exec(json)) {
    const [character] = match;
    if (character === '"') {
      const end = endOfString(json, match.index);
      structural.lastIndex = end;
      const keys = open.at(-1);
      if (!keys || !isColonNext(json, end)) continue;
      // Two spellings can be one key: "a" and "\u0061".
      const key = JSON.parse(json.slice(match.index, end)) as string;
      if (keys.has(key)) return key;
      keys.add(key);
    } else if (character === "}" || character === "]") {
      open.pop();
    } else {
      if (open.length === maxDepth || open.at(-1) === null) {
        throw new SyntaxError(`brackets inside brackets at character ${match.index}`);
      }
      open.push(character === "{" ? new Set() : null);
    }
  }
  return undefined;
}

/** Where the string that starts at `start` is over. (A pattern for it runs out of stack at some MB.) */
function endOfString(json: string, start: number): number {
  for (
    let quote = json.indexOf('"', start + 1);
    quote !== -1;
    quote = json.indexOf('"', quote + 1)
  ) {
    let backslashes = 0;
    while (json[quote - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  throw new SyntaxError("a string without an end");
}

function isColonNext(json: string, position: number): boolean {
  let at = position;
  while (json[at] === " " || json[at] === "\n" || json[at] === "\r" || json[at] === "\t") at++;
  return json[at] === ":";
}
