import { checkOptions, checkType, describeValue } from "@rnn/tensor/checks";

/** Texts and the class of each: its name, or its number from 0 on. */
export interface LabelledInput {
  readonly texts: readonly string[];
  readonly labels: readonly string[] | ArrayLike<number>;
  /** What the loss of each text is multiplied by in training, numbers from 0 on; default 1. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** The same with numbers. */
export interface NumberedTexts {
  readonly texts: readonly string[];
  readonly labels: Int32Array;
  readonly weights?: Float64Array | undefined;
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
  if (!Array.isArray(texts)) {
    throw new TypeError(
      `${caller}: expected ${what}texts to be a list of strings, got ${describeValue(texts)}.`,
    );
  }
  for (const [row, text] of texts.entries())
    checkType(caller, `${what}texts[${row}]`, text, "string");
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

/** The names of the classes: those given, else of names in plain string order, of numbers the numbers. */
export function resolveClassNames(
  caller: string,
  { labels }: LabelledInput,
  given: readonly string[] | undefined,
): readonly string[] {
  if (given !== undefined) return given;
  const all = Array.from<string | number>(labels);
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
 * Texts with the number of the class of each.
 * @throws TypeError, RangeError for what is not a list of texts with as many labels that name a class
 */
export function numberLabels(
  caller: string,
  what: string,
  given: LabelledInput,
  classNames: readonly string[],
): NumberedTexts {
  checkLabelledInput(caller, what, given);
  const { texts, labels, weights } = given;
  const all = Array.from<unknown>(labels as ArrayLike<unknown>);
  const numbers = new Map(classNames.map((name, label) => [name, label]));
  const numbered = Int32Array.from(all, (label, row) => {
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
    texts,
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

/** These rows of the texts. */
export function takeTexts(
  { texts, labels, weights }: NumberedTexts,
  rows: readonly number[],
): NumberedTexts {
  return {
    texts: rows.map((row) => texts[row]),
    labels: Int32Array.from(rows, (row) => labels[row]),
    weights: weights && Float64Array.from(rows, (row) => weights[row]),
  };
}
