/** The value of a JSON text. Brackets inside each other take some fifty times their text in memory. */
export function parseShallow(text: string, mostBrackets = 16): unknown {
  const bracket = /[[{]/g;
  for (let count = 0; bracket.exec(text) !== null; ) {
    if (++count > mostBrackets) throw new SyntaxError("an entry has too many lists and objects");
  }
  return JSON.parse(text) as unknown;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(Number.isFinite); // JSON's 1e999 is Infinity
}
