import { describeValue } from "@rnn/tensor/checks";

/** What JSON can hold. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** An object of JSON. */
export type JsonRecord = Readonly<Record<string, JsonValue>>;

/**
 * A frozen copy of a record that JSON brings back as it is.
 * @throws TypeError for what JSON drops or changes (undefined, NaN, dates, ...) and for cycles.
 */
export function copyJsonRecord(caller: string, name: string, value: unknown): JsonRecord {
  if (!isRecord(value)) {
    throw new TypeError(
      `${caller}: expected ${name} to be an object, got ${describeValue(value)}.`,
    );
  }
  const copy = (item: unknown, where: string, around: readonly unknown[]): JsonValue => {
    if (item === null || typeof item === "boolean" || typeof item === "string") return item;
    if (typeof item === "number" && Number.isFinite(item)) return item;
    if (!(Array.isArray(item) || isRecord(item)) || around.includes(item)) {
      const got = around.includes(item) ? "an object inside itself" : describeValue(item);
      throw new TypeError(`${caller}: expected ${name} to be JSON, got ${got} (at ${where}).`);
    }
    const inside = [...around, item];
    return Object.freeze(
      Array.isArray(item)
        ? Array.from(item, (entry, i) => copy(entry, `${where}[${i}]`, inside))
        : Object.fromEntries(
            Object.entries(item).map(([key, entry]) => [
              key,
              copy(entry, `${where}.${key}`, inside),
            ]),
          ),
    );
  };
  return copy(value, name, []) as JsonRecord;
}

/** Whether a value is an object as `{}` makes them. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
