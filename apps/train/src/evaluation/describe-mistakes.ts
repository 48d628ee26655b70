import type { LabelledTexts } from "@rnn/labelled-text";
import { readAs } from "./read-as.ts";

/** A text that the model was surest of, and wrong. */
export interface Mistake {
  readonly origin: string;
  readonly trueClass: string;
  /** The class that it was taken for. */
  readonly readAs: string;
  /** The probability of the class that it was taken for. */
  readonly probability: number;
  readonly text: string;
}

/** What is shown of rows that were taken for another class. */
export function describeMistakes(
  rows: readonly number[],
  { texts, labels, origins }: LabelledTexts,
  probabilities: Float64Array,
  classNames: readonly string[],
): Mistake[] {
  return rows.map((row) => {
    const { label, probability } = readAs(probabilities, row, classNames.length);
    return {
      origin: origins[row],
      trueClass: classNames[labels[row]],
      readAs: classNames[label],
      probability,
      text: texts[row],
    };
  });
}
