/** Throws a TypeError unless `options` is an object whose names are all `known`; names the nearest. */
export function checkOptions(caller: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(
      `${caller}: expected an object of options ({ ${known[0]}: ... }), got ${String(options)}.`,
    );
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const distances = known.map((name) => editDistance(plain(name), plain(unknown)));
  const nearest = known[distances.indexOf(Math.min(...distances))];
  throw new TypeError(
    `${caller}: expected the options ${known.join(", ")}, got ${unknown}. Did you mean ${nearest}?`,
  );
}

/** Throws a RangeError unless `value` is one of `choices`. */
export function checkChoice<T extends string>(
  caller: string,
  name: string,
  value: unknown,
  choices: readonly T[],
): asserts value is T {
  if (!choices.includes(value as T)) {
    const listed = choices.map((choice) => `"${choice}"`).join(" or ");
    throw new RangeError(
      `${caller}: expected ${name} to be ${listed}, got ${describeValue(value)}.`,
    );
  }
}

/** Throws a RangeError unless `value` is a whole number from `least` on. */
export function checkWhole(caller: string, name: string, value: unknown, least: number): void {
  if (!Number.isSafeInteger(value) || (value as number) < least) {
    throw new RangeError(
      `${caller}: expected ${name} to be a whole number from ${least} on, got ${describeValue(value)}.`,
    );
  }
}

/** Throws a TypeError unless `value` is of the type. */
export function checkType(
  caller: string,
  name: string,
  value: unknown,
  type: "string" | "boolean" | "number",
): void {
  // oxlint-disable-next-line valid-typeof -- the parameter's type lists the valid ones
  if (typeof value !== type) {
    throw new TypeError(
      `${caller}: expected ${name} to be a ${type}, got ${describeValue(value)}.`,
    );
  }
}

/** A value as errors print it: strings in quotes, objects by their kind. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "object" && value !== null) return value.constructor?.name ?? "an object";
  return String(value);
}

/** Python's `num_words` and `numWords` are one name here. */
function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** The fewest letters to insert, delete or exchange between two words (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(exchanged, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
