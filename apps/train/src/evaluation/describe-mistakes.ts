import type { LabelledTexts } from "@rnn/labelled-text";

/** A text that the model was surest of, and wrong. */
export interface Mistake {
  readonly origin: string;
  readonly trueClass: string;
  /** The probability of the class that it was taken for. */
  readonly probability: number;
  readonly text: string;
}

/** What is shown of rows that were taken for the other class. */
export function describeMistakes(
  rows: readonly number[],
  { texts, labels, origins }: LabelledTexts,
  probabilities: Float64Array,
  classNames: readonly string[],
): Mistake[] {
  return rows.map((row) => ({
    origin: origins[row],
    trueClass: classNames[labels[row]],
    probability: Math.max(probabilities[row], 1 - probabilities[row]),
    text: texts[row],
  }));
}
