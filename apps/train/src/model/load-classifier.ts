import type { TextClassifier } from "@rnn/text-classifier";
import { readModel } from "./read-model.ts";

/**
 * The classifier of a model's file or of a run's folder, whatever it is made of.
 *
 * @param rejectBelow what `--reject-below` says, in place of what the file says
 * @throws Error where there is no model, or a bound that rejects nothing
 */
export async function loadClassifier(given: string, rejectBelow?: number): Promise<TextClassifier> {
  const { changeDecision, loadTextClassifier } = await import("@rnn/text-classifier");
  const classifier = await readModel(given, loadTextClassifier);
  if (rejectBelow === undefined) return classifier;
  const { threshold, classNames } = classifier;
  const { length } = classNames;
  // By a threshold a text may be taken for the less probable of two classes.
  if (threshold !== undefined || rejectBelow >= 1 / length)
    return changeDecision(classifier, { rejectBelow });
  throw new Error(
    `--reject-below: expected a number from 1/${length} to 1, since the likeliest of ${length} classes is never less ` +
      `probable, got ${rejectBelow}. Give a higher one.`,
  );
}
