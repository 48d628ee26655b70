import { describeValue } from "@rnn/tensor/checks";

/**
 * Weights of rows.
 * @throws RangeError for another number of them, for what is not a finite number from 0 on, and where all are 0;
 *   TypeError for what is not a list
 */
export function checkWeights(caller: string, weights: unknown, rows: number): void {
  const isList = Array.isArray(weights) || (ArrayBuffer.isView(weights) && "length" in weights);
  if (!isList) {
    throw new TypeError(
      `${caller}: expected weights to be a list of numbers, got ${describeValue(weights)}.`,
    );
  }
  const given = weights as ArrayLike<unknown>;
  if (given.length !== rows) {
    throw new RangeError(
      `${caller}: expected ${rows} weights, one for each row, got ${given.length}.`,
    );
  }
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const weight = given[row];
    if (!(typeof weight === "number" && weight >= 0 && weight < Infinity)) {
      throw new RangeError(
        `${caller}: expected weights to be finite numbers from 0 on, got ${describeValue(weight)} (at [${row}]).`,
      );
    }
    sum += weight;
  }
  if (sum > 0) return;
  throw new RangeError(
    `${caller}: expected a weight above 0, got 0 for each row. Nothing would be counted.`,
  );
}
