import type { LabelledTexts } from "@rnn/labelled-text";

/** A text that the model was surest of, and wrong. */
export interface Mistake {
  readonly origin: string;
  readonly trueClass: string;
  /** The probability of the class that it was taken for. */
  readonly probability: number;
  readonly text: string;
}

/** The most confidently wrong texts, at most `count`. */
export function findMistakes(
  { texts, labels, origins }: LabelledTexts,
  probabilities: Float64Array,
  classNames: readonly [string, string],
  count: number,
): Mistake[] {
  return [...probabilities.keys()]
    .filter((n) => Number(probabilities[n] > 0.5) !== labels[n])
    .sort((a, b) => Math.abs(probabilities[b] - 0.5) - Math.abs(probabilities[a] - 0.5) || a - b)
    .slice(0, count)
    .map((n) => ({
      origin: origins[n],
      trueClass: classNames[labels[n]],
      probability: Math.max(probabilities[n], 1 - probabilities[n]),
      text: texts[n],
    }));
}
