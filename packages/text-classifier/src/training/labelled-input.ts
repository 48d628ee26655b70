import { checkOptions, checkType, describeValue } from "@rnn/tensor/checks";
import type { TextStream } from "./normalized-texts.ts";

/** Texts and the class of each: its name, or its number from 0 on. */
export interface LabelledInput {
  readonly texts: readonly string[] | TextStream;
  readonly labels: readonly string[] | ArrayLike<number>;
  /** What the loss of each text is multiplied by in training, numbers from 0 on; default 1. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** The number of the class of each text, and what its loss is multiplied by. */
export interface NumberedClasses {
  readonly labels: Int32Array;
  readonly weights?: Float64Array | undefined;
}

/** Texts with these. */
export interface NumberedTexts extends NumberedClasses {
  readonly texts: readonly string[];
}

/** The members of labelled texts, with the `origins` that the readers of files add. */
const memberNames = ["texts", "labels", "weights", "validation", "origins"];

/**
 * Checks that there is a list of strings, with as many labels, and nothing that would be left unread.
 * @throws TypeError, RangeError for anything else
 */
export function checkLabelledInput(caller: string, what: string, given: LabelledInput): void {
  if (typeof given !== "object" || given === null) {
    const members = what === "" ? "{ texts, labels }" : `${what.slice(0, -1)}: { texts, labels }`;
    throw new TypeError(`${caller}: expected ${members}, got ${describeValue(given)}.`);
  }
  const { texts, labels } = given;
  if (!Array.isArray(texts) && !isStream(texts)) {
    throw new TypeError(
      `${caller}: expected ${what}texts to be a list of strings, got ${describeValue(texts)}.`,
    );
  }
  if (Array.isArray(texts)) {
    for (const [row, text] of texts.entries())
      checkType(caller, `${what}texts[${row}]`, text, "string");
  }
  if (typeof labels !== "object" || labels === null) {
    throw new TypeError(
      `${caller}: expected ${what}labels to be a list of classes, got ${describeValue(labels)}.`,
    );
  }
  if (labels.length !== texts.length || texts.length === 0) {
    throw new RangeError(
      `${caller}: expected as many ${what}labels as texts, and at least one, got ${labels.length} labels and ${texts.length} texts.`,
    );
  }
  checkOptions(caller, given, memberNames);
}

function isStream(texts: unknown): boolean {
  const { length, batches } = (texts ?? {}) as Partial<TextStream>;
  return typeof length === "number" && typeof batches === "function";
}

/**
 * The names of the classes: those given, else of names in plain string order, of numbers the numbers.
 * @param known those that a classifier has already, which come first
 */
export function resolveClassNames(
  caller: string,
  { labels }: LabelledInput,
  given: readonly string[] | undefined,
  known?: readonly string[],
): readonly string[] {
  if (given !== undefined) {
    if (known === undefined || known.every((name, label) => given[label] === name)) return given;
    throw new RangeError(
      `${caller}: expected classNames to begin with those of from, got ${describeValue(given.join(", "))}. ` +
        "New classes come after them.",
    );
  }
  const all = Array.from<string | number>(labels);
  if (known !== undefined) {
    const others = new Set(all.filter((label) => typeof label === "string"));
    return [...known, ...[...others].filter((name) => !known.includes(name)).sort()];
  }
  if (all.length > 0 && typeof all[0] === "string") {
    const names = [...new Set(all.map(String))].sort();
    return atLeastTwo(caller, names);
  }
  const largest = all.reduce<number>((most, label) => Math.max(most, Number(label)), 0);
  if (!(largest < mostClasses)) return [];
  return Array.from({ length: Math.max(2, largest + 1) }, (_, label) => String(label));
}

const mostClasses = 2 ** 20;

/**
 * The number of the class of each text, and its weight.
 * @throws TypeError, RangeError for what is not a list of texts with as many labels that name a class
 */
export function numberLabels(
  caller: string,
  what: string,
  given: LabelledInput,
  classNames: readonly string[],
): NumberedClasses {
  checkLabelledInput(caller, what, given);
  const { texts, labels, weights } = given;
  const numbers = new Map(classNames.map((name, label) => [name, label]));
  const numbered = Int32Array.from<unknown>(labels as ArrayLike<unknown>, (label, row) => {
    const number = typeof label === "string" ? numbers.get(label) : label;
    if (Number.isInteger(number) && Number(number) >= 0 && Number(number) < classNames.length) {
      return Number(number);
    }
    const expected =
      typeof label === "string"
        ? "the name of a class"
        : `a class from 0 to ${classNames.length - 1}`;
    throw new RangeError(
      `${caller}: expected ${what}labels[${row}] to be ${expected}, got ${describeValue(label)}.`,
    );
  });
  return {
    labels: numbered,
    weights: weights && checkWeights(caller, what, weights, texts.length),
  };
}

function checkWeights(
  caller: string,
  what: string,
  weights: ArrayLike<unknown>,
  count: number,
): Float64Array {
  if (weights.length !== count) {
    throw new RangeError(
      `${caller}: expected as many ${what}weights as texts, got ${weights.length} weights and ${count} texts.`,
    );
  }
  return Float64Array.from(weights, (weight, row) => {
    if (typeof weight === "number" && weight >= 0 && weight < Infinity) return weight;
    throw new RangeError(
      `${caller}: expected ${what}weights[${row}] to be a number from 0 on, got ${describeValue(weight)}.`,
    );
  });
}

function atLeastTwo(caller: string, names: string[]): string[] {
  if (names.length > 1) return names;
  throw new RangeError(
    `${caller}: expected labels of two classes or more, got ${names.length === 0 ? "none" : describeValue(names[0])} alone.`,
  );
}

/** The classes and weights of these rows. */
export function takeClasses(
  { labels, weights }: NumberedClasses,
  rows: ArrayLike<number>,
): NumberedClasses {
  const taken = Int32Array.from(rows, (row) => labels[row]);
  return { labels: taken, weights: weights && Float64Array.from(rows, (row) => weights[row]) };
}
