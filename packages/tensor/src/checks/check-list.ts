import { describeValue } from "./describe-value.ts";

/** Throws a TypeError unless `value` can be iterated and is not a string; `of` says what it is a list of. */
export function checkList(caller: string, name: string, value: unknown, of: string): void {
  if (typeof value === "object" && value !== null && Symbol.iterator in value) return;
  throw new TypeError(
    `${caller}: expected ${name} to be a list of ${of}, got ${describeValue(value)}.` +
      (typeof value === "string" ? " Put one into a list." : ""),
  );
}
