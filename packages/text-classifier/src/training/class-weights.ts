import { describeValue } from "@rnn/tensor/checks";

/** What the loss of a row is multiplied by: by its class's rarity, or as given for each class. */
export type TextClassWeight = "balanced" | readonly number[];

/**
 * A weight for each class: `"balanced"` weighs a class by N / (K rows of it), 0 where it has none.
 * @throws RangeError, TypeError for anything else than that and a list of a finite weight from 0 on a class
 */
export function resolveClassWeight(
  caller: string,
  given: TextClassWeight,
  labels: ArrayLike<number>,
  classes: number,
): readonly number[] {
  if (given === "balanced") {
    const counts = new Float64Array(classes);
    for (let row = 0; row < labels.length; row++) counts[labels[row]]++;
    const present = counts.reduce((sum, count) => sum + Number(count > 0), 0);
    return Array.from(counts, (count) => (count === 0 ? 0 : labels.length / (present * count)));
  }
  const isList = Array.isArray(given);
  if (
    !isList ||
    given.length !== classes ||
    !given.every((weight) => weight >= 0 && weight < Infinity)
  ) {
    const got = isList ? `[${given.map(describeValue).join(", ")}]` : describeValue(given);
    throw new (isList ? RangeError : TypeError)(
      `${caller}: expected classWeight to be "balanced" or ${classes} numbers from 0 on, one a class, got ${got}.`,
    );
  }
  return given;
}
