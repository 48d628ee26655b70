/**
 * Checks of arguments at public edges, with the errors that all packages give. For packages built on this
 * one, as `@rnn/tensor/checks`.
 */
import { closest } from "fastest-levenshtein";

export { isBigInt } from "./dtype.ts";

/** Throws a TypeError unless `options` is an object whose names are all `known`; names the nearest. */
export function checkOptions(caller: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(
      `${caller}: expected an object of options ({ ${known[0]}: ... }), got ${describeValue(options)}.`,
    );
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  // Spelled as Python does or as here, an option is the same.
  const plain = (name: string): string => name.replaceAll("_", "").toLowerCase();
  const nearest = closest(plain(unknown), known.map(plain));
  throw new TypeError(
    `${caller}: expected the options ${known.join(", ")}, got ${unknown}. ` +
      `Did you mean ${known.find((name) => plain(name) === nearest)}?`,
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

/** Throws unless `value` is a whole number from `least` to `most`, or null where `nullable`. */
export function checkWhole(
  caller: string,
  name: string,
  value: unknown,
  least: number,
  { most = Number.MAX_SAFE_INTEGER, nullable = false } = {},
): void {
  if (nullable && value === null) return;
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
    const range =
      most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
    const wrong = `${caller}: expected ${name} to be a whole number ${range}${nullable ? ", or null" : ""}, got ${describeValue(value)}.`;
    throw typeof value === "number" ? new RangeError(wrong) : new TypeError(wrong);
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
