import { valuesOf } from "../configurations.ts";
import type { JsonValue } from "../json.ts";
import { type Dimension, isRange } from "../study.ts";

/** How Optuna is told of an option: a number of an interval, or one of so many values, by their places. */
export type Parameter =
  | {
      readonly kind: "float" | "int";
      readonly low: number;
      readonly high: number;
      readonly log: boolean;
    }
  | { readonly kind: "choice"; readonly size: number };

/** The parameter of an option. The points of a range with a count are whole numbers, in their order. */
export function toParameter(dimension: Dimension): Parameter {
  if (!isRange(dimension)) return { kind: "choice", size: dimension.length };
  const { min, max, scale, integer, count } = dimension;
  if (count !== undefined) {
    return { kind: "int", low: 0, high: valuesOf(dimension).length - 1, log: false };
  }
  return { kind: integer ? "int" : "float", low: min, high: max, log: scale === "log" };
}

/** What a value of an option is as a value of its parameter. */
export function toParameterValue(dimension: Dimension, value: JsonValue): number {
  if (isRange(dimension) && dimension.count === undefined) return Number(value);
  const text = JSON.stringify(value);
  return valuesOf(dimension).findIndex((each) => JSON.stringify(each) === text);
}

/** The value of an option that a value of its parameter stands for; numbers to twelve digits. */
export function fromParameterValue(dimension: Dimension, given: number): JsonValue {
  if (!isRange(dimension) || dimension.count !== undefined) return valuesOf(dimension)[given];
  const { min, max } = dimension;
  return Math.min(max, Math.max(min, Number(given.toPrecision(12))));
}
