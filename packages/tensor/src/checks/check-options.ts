import { describeValue } from "./describe-value.ts";
import { findClosest } from "./find-closest.ts";

/**
 * Throws a TypeError unless `options` is an object whose names are all `known`; names the nearest. A value
 * that has no names of its own is not taken for options without any.
 */
export function checkOptions(caller: string, options: unknown, known: readonly string[]): void {
  if (!isOptions(options)) {
    throw new TypeError(
      `${caller}: expected an object of options ({ ${known[0]}: ... }), got ${describeValue(options)}.`,
    );
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  // Spelled as Python does or as here, an option is the same.
  const plain = (name: string): string => name.replaceAll("_", "").toLowerCase();
  const nearest = findClosest(plain(unknown), known.map(plain));
  throw new TypeError(
    `${caller}: expected the options ${known.join(", ")}, got ${unknown}. ` +
      `Did you mean ${known.find((name) => plain(name) === nearest)}?`,
  );
}

/** Whether a value can be options: neither a list, a tensor, nor an object of another kind without fields. */
function isOptions(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (isPlainObject(value)) return true;
  const isData = Symbol.iterator in value || ArrayBuffer.isView(value) || "shape" in value;
  return !isData && Object.keys(value).length > 0;
}

/** Whether an object is what `{ ... }` makes, in this or another frame or context of the host. */
function isPlainObject(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return (
    prototype === null ||
    (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "hasOwnProperty"))
  );
}
