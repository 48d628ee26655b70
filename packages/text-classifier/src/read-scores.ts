import type { Labels } from "@rnn/model";
import { type DType, Tensor } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";

/** Labels and the probabilities of class 1 beside them, row by row. */
export interface Scores {
  readonly labels: Float64Array;
  readonly probabilities: Float64Array;
}

/**
 * Checked copies.
 * @throws RangeError for no rows, for lengths that differ, for labels other than 0 and 1, for probabilities
 *   outside [0, 1]. TypeError for what is not a list of numbers.
 */
export function readScores(
  caller: string,
  givenLabels: Labels,
  givenProbabilities: Tensor<DType> | ArrayLike<number>,
): Scores {
  const labels = columnOf(caller, "labels", givenLabels);
  const probabilities = columnOf(caller, "probabilities", givenProbabilities);
  checkRows(caller, labels, probabilities);
  return { labels, probabilities };
}

/** A column of numbers as float64. */
function columnOf(
  caller: string,
  name: string,
  given: Tensor<DType> | ArrayLike<number>,
): Float64Array {
  if (given instanceof Tensor) {
    if (given.size === given.shape[0]) return Float64Array.from(given.astype("float64").data);
    throw new RangeError(
      `${caller}: expected ${name} of shape [N] or [N, 1], got [${given.shape.join(", ")}].`,
    );
  }
  const isList = Array.isArray(given) || (ArrayBuffer.isView(given) && "length" in given);
  if (!isList) {
    throw new TypeError(
      `${caller}: expected ${name} to be a Tensor or a list of numbers, got ${describeValue(given)}.`,
    );
  }
  return Float64Array.from(given as ArrayLike<unknown>, (value, n) => {
    if (typeof value === "number") return value;
    throw new TypeError(
      `${caller}: expected ${name} to be numbers, got ${describeValue(value)} (at [${n}]).`,
    );
  });
}

function checkRows(caller: string, labels: Float64Array, probabilities: Float64Array): void {
  if (labels.length !== probabilities.length || labels.length === 0) {
    throw new RangeError(
      `${caller}: expected as many labels as probabilities, and at least one, ` +
        `got ${labels.length} labels and ${probabilities.length} probabilities.`,
    );
  }
  const strange = labels.findIndex((label) => label !== 0 && label !== 1);
  if (strange >= 0) {
    throw new RangeError(
      `${caller}: expected labels 0 or 1, got ${labels[strange]} (at [${strange}]).`,
    );
  }
  const outside = probabilities.findIndex((probability) => !isProbability(probability));
  if (outside >= 0) {
    throw new RangeError(
      `${caller}: expected probabilities from 0 to 1, got ${probabilities[outside]} (at [${outside}]).`,
    );
  }
}

/** Whether a number is from 0 to 1. */
export function isProbability(value: number): boolean {
  return value >= 0 && value <= 1;
}
