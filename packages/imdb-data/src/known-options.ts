/** Throws a TypeError that names the nearest known option where `options` has an unknown one. */
export function checkOptionNames(caller: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const distances = known.map((candidate) => editDistance(plain(name), plain(candidate)));
    const nearest = known[distances.indexOf(Math.min(...distances))];
    throw new TypeError(
      `${caller}: expected known options, got ${JSON.stringify(name)}. Did you mean ${nearest}? ` +
        `The options are ${known.join(", ")}.`,
    );
  }
}

/** A whole number from 0 to `most`, or null where `nullable`. */
export function checkWhole(
  caller: string,
  name: string,
  value: unknown,
  { nullable = false, most = 2 ** 31 - 1 }: { nullable?: boolean; most?: number } = {},
): void {
  if (nullable && value === null) return;
  const expected = `${caller}: expected ${name} to be a whole number from 0 to ${most}${nullable ? ", or null" : ""}`;
  if (typeof value !== "number") {
    throw new TypeError(`${expected}, got ${value === null ? "null" : typeof value}.`);
  }
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new RangeError(`${expected}, got ${value}.`);
  }
}

/** Spelled as Python does or as here, an option is the same. */
function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
