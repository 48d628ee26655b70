import { quoteAll } from "@rnn/labelled-text/display";
import type { TrainingPlan } from "@rnn/text-classifier";
import { namePath } from "../data/name-path.ts";

/**
 * What the texts add to the model that a training goes on from, as a line; nothing where it begins anew.
 * @param path of the model
 */
export function describeAdded(
  { added, tokens, vocabulary }: TrainingPlan,
  path: string | undefined,
): string {
  if (added === undefined || path === undefined) return "";
  const { classNames, tokens: count } = added;
  const classes =
    classNames.length === 0 ? "no new class" : `${classNames.length} new: ${quoteAll(classNames)}`;
  const known = vocabulary.length - 1 - count;
  return `Goes on from ${namePath(path)}: classes, ${classes}; ${tokens}, ${count} new, ${known} known.\n`;
}
