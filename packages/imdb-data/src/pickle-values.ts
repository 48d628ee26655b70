/**
 * The values of the pickle machine: what an array of lists is made of, and the names and calls that such
 * a pickle has. A name is looked up in a fixed table and stands for itself; no function is ever called.
 */
import type { PickleInput } from "./pickle-input.ts";

/** What the admitted names stand for. NumPy 2 moved its module; Python 3 writes short bytes by encode. */
const allowedGlobals: ReadonlyMap<string, Callable> = new Map([
  ["numpy.core.multiarray._reconstruct", "reconstruct"],
  ["numpy._core.multiarray._reconstruct", "reconstruct"],
  ["numpy.ndarray", "ndarray"],
  ["numpy.dtype", "dtype"],
  ["_codecs.encode", "encode"],
]);
type Callable = "reconstruct" | "ndarray" | "dtype" | "encode";

/** A list under construction: numbers at `start` to `end` of the shared array, or other lists. */
export class PickledList {
  start = 0;
  end = 0;
  lists: PickledList[] | undefined;
}

export class PickledGlobal {
  readonly callable: Callable;
  constructor(callable: Callable) {
    this.callable = callable;
  }
}

/** The type of Python objects, the only one admitted. */
export class PickledDType {
  readonly name = "object";
}

export class PickledArray {
  rows: PickledList | undefined;
}

export type PickledTuple = readonly PickledValue[];
export type PickledValue =
  | null
  | boolean
  | number
  | string
  | PickledTuple
  | PickledList
  | PickledGlobal
  | PickledDType
  | PickledArray;

/** The value of a name in the pickle. */
export function lookUpGlobal(
  input: PickleInput,
  module: PickledValue,
  name: PickledValue,
): PickledGlobal {
  const full = `${describe(module, false)}.${describe(name, false)}`;
  const callable = allowedGlobals.get(full);
  if (callable === undefined) {
    throw input.error("no names but those of a NumPy array", `${full}, which was not executed`);
  }
  return new PickledGlobal(callable);
}

/** The three calls in a pickled object array; each has one meaning, so nothing is called. */
export function reduce(input: PickleInput, target: PickledValue, args: PickledValue): PickledValue {
  if (target instanceof PickledGlobal && Array.isArray(args)) {
    const [first, second, third] = args as PickledTuple;
    const is = (callable: Callable, count: number): boolean =>
      target.callable === callable && args.length === count;
    if (is("encode", 2) && typeof first === "string" && second === "latin1") return first;
    if (is("dtype", 3) && typeof first === "string" && /^\|?O[48]?$/.test(first)) {
      return new PickledDType();
    }
    const isArray = first instanceof PickledGlobal && first.callable === "ndarray";
    if (is("reconstruct", 3) && isArray && Array.isArray(second) && third === "b") {
      return new PickledArray();
    }
  }
  throw input.error("the calls of an object array", `a call of ${describe(target)}`);
}

/** Gives a type or an array its state. */
export function build(input: PickleInput, target: PickledValue, state: PickledValue): PickledValue {
  if (target instanceof PickledDType && Array.isArray(state)) return target;
  if (target instanceof PickledArray && target.rows === undefined && Array.isArray(state)) {
    const [, shape, dtype, , rows] = state as PickledTuple;
    const count = rows instanceof PickledList ? (rows.lists?.length ?? 0) : -1;
    const matches = Array.isArray(shape) && shape.length === 1 && shape[0] === count;
    if (matches && dtype instanceof PickledDType && rows instanceof PickledList) {
      target.rows = rows;
      return target;
    }
    throw input.error("an object array with one axis and as many lists", describe(shape));
  }
  throw input.error("the state of an object array", `that of ${describe(target)}`);
}

/** A value as messages show it; `quote` puts text in quotes. */
export function describe(value: PickledValue | undefined, quote = true): string {
  // A message is shown on terminals: nothing but printable characters of the file gets into it.
  if (typeof value === "string") {
    const printable = value.replace(/[^\x20-\x7e]/g, "?");
    return quote ? JSON.stringify(printable) : printable;
  }
  if (value === undefined) return "nothing";
  if (value === null || typeof value !== "object") return String(value);
  if (value instanceof PickledList) return "a list";
  if (value instanceof PickledGlobal) return value.callable;
  if (Array.isArray(value)) return `a tuple of ${value.length}`;
  return value instanceof PickledArray ? "an array" : "a type";
}
