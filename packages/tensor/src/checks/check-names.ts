import { describeValue } from "./describe-value.ts";

/** Throws a TypeError unless `value` is an array of strings. */
export function checkNames(
  caller: string,
  name: string,
  value: unknown,
): asserts value is readonly string[] {
  if (!Array.isArray(value)) {
    throw new TypeError(
      `${caller}: expected ${name} to be an array of names, got ${describeValue(value)}.`,
    );
  }
  const wrong = value.findIndex((item) => typeof item !== "string");
  if (wrong === -1) return;
  throw new TypeError(
    `${caller}: expected ${name} to be an array of names, got ${describeValue(value[wrong])} (at [${wrong}]).`,
  );
}
