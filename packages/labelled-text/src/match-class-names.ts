import { checkType, describeValue } from "@rnn/tensor/checks";
import { isSame } from "./class-order.ts";
import { quote, quoteAll, quoteCounts } from "./display.ts";
import { LabelledTextError } from "./labelled-text-error.ts";

/** Which class each label of other data is. */
export interface MatchedClassNames {
  /** For each label, the index of its class. */
  readonly indices: readonly number[];
  /** Labels that are not spelled as their class is; whole sentences. */
  readonly remarks: readonly string[];
}

/**
 * Which of a model's classes each label of other data is: the one of its own name, case and white space
 * around it aside. Their order does not matter, and neither do classes that no label names.
 *
 * @param labels the different labels of the data, such as `["Positive", "negative"]`
 * @param classNames those of the model
 * @param location the file or folder that the labels come from, for the error
 * @throws LabelledTextError, code `ERR_RNN_TEXT_CLASSES`, for labels that bear the name of no class; TypeError
 *   for arguments of other types
 *
 * @example
 * ```ts
 * const { indices, remarks } = matchClassNames(["Positive", "negative"], ["negative", "positive"]);
 * indices; // => [1, 0]
 * remarks; // => ['The label "Positive" is read as the class "positive".']
 * ```
 */
export function matchClassNames(
  labels: readonly string[],
  classNames: readonly string[],
  location = "the data",
): MatchedClassNames {
  checkNames("labels", labels);
  checkNames("classNames", classNames);
  checkType("matchClassNames", "location", location, "string");
  try {
    return matchLabels(labels, classNames, location);
  } catch (error) {
    throw LabelledTextError.nameCaller("matchClassNames", error);
  }
}

/** @throws TypeError for what is not a list of strings */
function checkNames(argument: string, names: unknown): void {
  if (Array.isArray(names) && names.every((name) => typeof name === "string")) return;
  throw new TypeError(
    `matchClassNames: expected ${argument} to be a list of strings, got ${describeValue(names)}.`,
  );
}

/**
 * The classes of a model, and after them those of the labels that bear the name of none, in plain string order.
 */
export function addNewClasses(
  labels: readonly string[],
  classNames: readonly string[],
): readonly string[] {
  const others = labels.filter((label) => !classNames.some((name) => isSame(name, label)));
  return [...new Set([...classNames, ...others.sort()])];
}

/**
 * The same with the errors of `readLabelledTexts`.
 *
 * @param counts how many rows have each label, where they have been counted
 */
export function matchLabels(
  labels: readonly string[],
  classNames: readonly string[],
  location: string,
  counts?: ReadonlyMap<string, number>,
): MatchedClassNames {
  const exact = new Map(classNames.map((name, i) => [name, i]));
  const indices = labels.map((label) => {
    const index = exact.get(label);
    if (index !== undefined) return index;
    const same = classNames.flatMap((name, i) => (isSame(name, label) ? [i] : []));
    return same.length === 1 ? same[0] : -1;
  });
  const strange = labels.filter((_, i) => indices[i] === -1);
  if (strange.length > 0) {
    throw new LabelledTextError("ERR_RNN_TEXT_CLASSES", {
      expected: `the model's classes ${quoteAll(classNames)} as labels`,
      got: quoteAll(labels),
      advice:
        `The model has no class ${counts ? quoteCounts(strange.map((label) => [label, counts.get(label) ?? 0])) : quoteAll(strange)}. ` +
        "Name the labels as the classes are named, leave the rows out, or name the right column: --label-column.",
      location,
    });
  }
  const respelled = labels.flatMap((label, i) => {
    const name = classNames[indices[i]];
    return label === name ? [] : [`The label ${quote(label)} is read as the class ${quote(name)}.`];
  });
  return { indices, remarks: respelled };
}
