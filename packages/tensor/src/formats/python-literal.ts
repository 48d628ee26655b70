/**
 * A reader for the Python literals in npy headers: quoted strings, whole numbers, True,
 * False, None, tuples, lists and dicts. Nothing is evaluated. It leaves out what NumPy never writes
 * there: escapes inside strings, fractions, comments, and dict keys that are not strings. The `L` that
 * Python 2 put after long numbers is read where the caller allows it.
 */

/** A value: tuples and lists keep their kind, dicts are maps. */
export type PythonLiteral =
  | string
  | number
  | boolean
  | null
  | { readonly kind: "tuple" | "list"; readonly items: readonly PythonLiteral[] }
  | ReadonlyMap<string, PythonLiteral>;

/** No header needs more: a structured type is a list of tuples with a tuple for a shape. */
const maxDepth = 16;

const constants = new Map<string, PythonLiteral>([
  ["True", true],
  ["False", false],
  ["None", null],
]);

/**
 * The value that `text` spells, with nothing but white space around it.
 * @throws SyntaxError that says what was expected, what is there, and at which character.
 */
export function parsePythonLiteral(
  text: string,
  options: { longSuffix?: boolean } = {},
): PythonLiteral {
  let position = 0;

  const fail = (expected: string): never => {
    const got =
      position < text.length ? JSON.stringify(text.slice(position, position + 12)) : "end";
    throw new SyntaxError(`expected ${expected}, got ${got} (character ${position})`);
  };
  /** Skips white space, then takes what the sticky `pattern` matches, or nothing. */
  const take = (pattern: RegExp): string | undefined => {
    const matcher = new RegExp(`[ \\t\\r\\n]*(${pattern.source})`, "y");
    matcher.lastIndex = position;
    const match = matcher.exec(text);
    if (match !== null) position = matcher.lastIndex;
    return match?.[1];
  };

  const value = (depth: number): PythonLiteral => {
    if (depth > maxDepth) fail(`at most ${maxDepth} levels`);
    const string = take(/'[^'\\\r\n]*'|"[^"\\\r\n]*"/);
    if (string !== undefined) return string.slice(1, -1);
    const whole = take(/-?(?:0|[1-9][0-9]*)(?![0-9.eE_])/);
    if (whole !== undefined) {
      if (options.longSuffix) take(/L/);
      return Number(whole);
    }
    const word = take(/True|False|None/);
    if (word !== undefined) return constants.get(word) ?? null;
    if (take(/\(/) !== undefined) return sequence("tuple", /\)/, depth);
    if (take(/\[/) !== undefined) return sequence("list", /\]/, depth);
    if (take(/\{/) !== undefined) return dict(depth);
    return fail("a Python literal");
  };

  const sequence = (kind: "tuple" | "list", close: RegExp, depth: number): PythonLiteral => {
    const items: PythonLiteral[] = [];
    let comma = true;
    while (take(close) === undefined) {
      if (!comma) fail(`"," or the end of the ${kind}`);
      items.push(value(depth + 1));
      comma = take(/,/) !== undefined;
    }
    // `(3)` is the number 3 in brackets; only the comma makes it a tuple.
    return kind === "tuple" && items.length === 1 && !comma ? items[0] : { kind, items };
  };

  const dict = (depth: number): PythonLiteral => {
    const entries = new Map<string, PythonLiteral>();
    let comma = true;
    while (take(/\}/) === undefined) {
      if (!comma) fail('"," or "}"');
      const key = value(depth + 1);
      if (typeof key !== "string") throw new SyntaxError("expected keys that are strings");
      if (entries.has(key)) throw new SyntaxError(`expected each key once, got '${key}' again`);
      if (take(/:/) === undefined) fail('":"');
      entries.set(key, value(depth + 1));
      comma = take(/,/) !== undefined;
    }
    return entries;
  };

  const result = value(0);
  if (take(/$/) === undefined) fail("the end");
  return result;
}
