import { Tensor } from "@rnn/tensor";

/**
 * The class that a text was taken for and its probability; of equally likely ones the first, of two the second one
 * where its probability is above the threshold.
 *
 * @param probabilities of class 1, one a text; of K classes more than two K a text, one text after the other
 */
export function readAs(
  probabilities: Float64Array,
  row: number,
  classes: number,
  threshold = 0.5,
): { readonly label: number; readonly probability: number } {
  if (classes === 2) {
    const label = Number(probabilities[row] > threshold);
    return { label, probability: label === 1 ? probabilities[row] : 1 - probabilities[row] };
  }
  const ofRow = probabilities.subarray(row * classes, (row + 1) * classes);
  const probability = ofRow.reduce((most, value) => Math.max(most, value));
  return { label: ofRow.indexOf(probability), probability };
}

/** The same probabilities as `evaluate` takes them: float64 `[N]`, or `[N, K]`. */
export function tensorOf(
  probabilities: Float64Array<ArrayBuffer>,
  classes: number,
): Tensor<"float64"> {
  const rows = probabilities.length / (classes === 2 ? 1 : classes);
  return new Tensor(probabilities, "float64", classes === 2 ? [rows] : [rows, classes]);
}
