/**
 * Calls every public function of a package as plain JavaScript may call it: each argument and option of a wrong
 * type, options that are misspelt or are not options, and one argument more than there are. Each must be a
 * TypeError that names the function and the argument.
 *
 *     testArguments({ exports: tensorPackage, signatures, wrongValues, exempt: /^FormatError$/ });
 *
 * A table of signatures holds them all: a test fails when an export is not in it.
 */
import { format } from "node:util";
import { expect, test } from "vitest";

/** How a function is called. */
export interface Signature<Kind extends string> {
  /** Arguments of a call that works, without options. */
  valid: readonly unknown[];
  /** What errors call each argument, as a pattern, and its kind. */
  parameters?: readonly (readonly [name: string, kind: Kind])[];
  /** The kind of each option, where the last argument is an object of options. */
  options?: Readonly<Record<string, Kind>>;
  /** Options without which a call does not work. */
  needed?: Readonly<Record<string, unknown>>;
  /** Takes any number of arguments of the last kind. */
  variadic?: true;
  /** Calls it; default: the export of that name. */
  call?: Call;
  /** What errors call it; default: its name in the table. */
  caller?: string;
}

/** Calls a function with the arguments. */
export type Call = (given: readonly unknown[]) => unknown;

/** A package's exports and what is known of them. */
export interface CheckedPackage<Kind extends string> {
  exports: Readonly<Record<string, unknown>>;
  /** Functions, constructors, and as `Class.name` static functions and methods. */
  signatures: Readonly<Record<string, Signature<Kind>>>;
  /** What is not a value of each kind. `undefined` is tried for arguments only: for an option it is the default. */
  wrongValues: Readonly<Record<Kind, readonly unknown[]>>;
  /** The names that are not checked. `constructor` and `toString` of classes never are. */
  exempt?: RegExp;
}

/** A call of a method on an object that is made for each call. */
export function callMethod<T extends object>(make: () => T, name: keyof T): Call {
  return (given) => {
    const object = make();
    return (object[name] as (...rest: readonly unknown[]) => unknown).apply(object, [...given]);
  };
}

/** A call of a function or, with `new`, of a class. */
export function callExport(exported: unknown): Call {
  if (isClass(exported)) {
    return (given) => new (exported as new (...rest: readonly unknown[]) => object)(...given);
  }
  return (given) => (exported as (...rest: readonly unknown[]) => unknown)(...given);
}

/** Registers the tests of a package. */
export function testArguments<Kind extends string>(checked: CheckedPackage<Kind>): void {
  const { exports, signatures, wrongValues, exempt } = checked;

  test("the table of signatures has every function and method that the package exports", () => {
    const names = namesOf(exports).filter((name) => !exempt?.test(name));
    expect(names.sort()).toEqual(Object.keys(signatures).sort());
  });

  test.each(Object.entries<Signature<Kind>>(signatures))(
    "%s names a misplaced, misspelt or wrong-typed argument",
    async (name, signature) => {
      const { valid, needed, caller = name, call = callExport(exports[name]) } = signature;
      expect(await failureOf(() => call(needed === undefined ? valid : [...valid, needed]))).toBe(
        undefined,
      );
      const complaints: string[] = [];
      for (const [given, named] of wrongCalls(signature, wrongValues)) {
        const rule = new RegExp(`^${caller}: expected (?=.*\\b${named}\\b)(?=.*, got )`, "s");
        const failure = await failureOf(() => call(given));
        if (failure instanceof TypeError && rule.test(failure.message)) continue;
        complaints.push(`${name}(${given.map(show).join(", ")}): ${show(failure)}`);
      }
      expect(complaints).toEqual([]);
    },
  );
}

/** What is not an object of options. */
const notOptions = [null, 0, 1, "int32", true, [], [0], new Float32Array(1), new Map(), () => 1];

/** Arguments that a function must refuse, and what its error must name. */
function wrongCalls<Kind extends string>(
  { valid, parameters = [], options, needed, variadic }: Signature<Kind>,
  wrongValues: Readonly<Record<Kind, readonly unknown[]>>,
): [given: readonly unknown[], named: string][] {
  const calls: [given: readonly unknown[], named: string][] = [];
  const working = needed === undefined ? valid : [...valid, needed];
  for (const [at, [parameter, kind]] of parameters.entries()) {
    for (const value of wrongValues[kind]) calls.push([working.with(at, value), parameter]);
  }
  if (variadic === undefined) {
    const most = valid.length + (options === undefined ? 0 : 1);
    const full = most === working.length ? working : [...working, {}];
    calls.push([[...full, "more"], most === 1 ? "1 argument" : `${most} arguments`]);
  }
  if (options === undefined) return calls;
  for (const value of notOptions) calls.push([[...valid, value], "options"]);
  calls.push([[...valid, { ...needed, optoin: 3 }], "optoin"]);
  for (const [option, kind] of Object.entries<Kind>(options)) {
    for (const value of wrongValues[kind]) {
      if (value !== undefined) calls.push([[...valid, { ...needed, [option]: value }], option]);
    }
  }
  return calls;
}

/** The error of a call, synchronous or not; undefined where there is none. */
async function failureOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  if (typeof value === "string") return JSON.stringify(value);
  return value instanceof Error ? `${value.name}: ${value.message}` : format(value);
}

/** The functions and classes, and the functions of the classes as `Class.name`. */
function namesOf(exports: Readonly<Record<string, unknown>>): string[] {
  const names: string[] = [];
  for (const [name, value] of Object.entries(exports)) {
    if (typeof value !== "function") continue;
    names.push(name);
    if (!isClass(value)) continue;
    for (const key of new Set([...methodsOf(value), ...allMethodsOf(value.prototype)])) {
      if (key !== "constructor" && key !== "toString") names.push(`${name}.${key}`);
    }
  }
  return names;
}

/** Those that it inherits too. */
function allMethodsOf(prototype: object): string[] {
  const base = Object.getPrototypeOf(prototype) as object | null;
  const inherited = base === null || base === Object.prototype ? [] : allMethodsOf(base);
  return [...methodsOf(prototype), ...inherited];
}

function methodsOf(holder: object): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(holder))
    .filter(([, { value }]) => typeof value === "function")
    .map(([key]) => key);
}

function isClass(value: unknown): value is { prototype: object } {
  return typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
}
