import { describeValue } from "./describe-value.ts";

/** Throws unless `value` is one of `choices`: a RangeError for another string, else a TypeError. */
export function checkChoice<T extends string>(
  caller: string,
  name: string,
  value: unknown,
  choices: readonly T[],
): asserts value is T {
  if (choices.includes(value as T)) return;
  const listed = choices.map((choice) => `"${choice}"`).join(" or ");
  throw wrongValue(
    typeof value === "string",
    `${caller}: expected ${name} to be ${listed}, got ${describeValue(value)}.`,
  );
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
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
  throw wrongValue(
    typeof value === "number",
    `${caller}: expected ${name} to be a whole number ${range}${nullable ? ", or null" : ""}, got ${describeValue(value)}.`,
  );
}

/** Throws a TypeError unless `value` is of the type. */
export function checkType(
  caller: string,
  name: string,
  value: unknown,
  type: "string" | "boolean" | "number" | "bigint" | "function",
): void {
  // oxlint-disable-next-line valid-typeof -- the parameter's type lists the valid ones
  if (typeof value !== type) {
    throw new TypeError(
      `${caller}: expected ${name} to be a ${type}, got ${describeValue(value)}.`,
    );
  }
}

/** Throws a TypeError unless `value` is a number, and a RangeError where it is below `least` or NaN. */
export function checkNumber(
  caller: string,
  name: string,
  value: unknown,
  least = -Infinity,
): asserts value is number {
  checkType(caller, name, value, "number");
  if ((value as number) >= least || (least === -Infinity && Number.isNaN(value))) return;
  throw new RangeError(
    `${caller}: expected ${name} to be a number from ${least} on, got ${String(value)}.`,
  );
}

/** The error for a value out of range, or for one of another type. */
function wrongValue(isOfType: boolean, message: string): Error {
  return isOfType ? new RangeError(message) : new TypeError(message);
}
