import { type Tensor } from "@rnn/tensor";
import { log } from "@rnn/tensor/portable-math";

/** The logarithms of the probabilities of all classes, row by row: `[rows, classes]`. */
export interface LogProbabilities {
  readonly data: Float64Array<ArrayBuffer>;
  readonly rows: number;
  readonly classes: number;
}

/** Probabilities are clipped to it, as in the loss. */
const least = 1e-10;

/**
 * The logarithms of what `predictProba` gives: `[N]`, the probability of the second of two classes, or
 * `[N, K]`.
 */
export function logProbabilitiesOf(probabilities: Tensor<"float64">): LogProbabilities {
  const [rows, classes = 2] = probabilities.shape;
  const given = probabilities.contiguous().data;
  const data = new Float64Array(rows * classes);
  for (let at = 0; at < data.length; at++) {
    const probability =
      probabilities.shape.length === 2
        ? given[at]
        : at % 2 === 1
          ? given[at >> 1]
          : 1 - given[at >> 1];
    data[at] = log(Math.max(probability, least));
  }
  return { data, rows, classes };
}

/** These rows of them. */
export function takeRows(
  { data, classes }: LogProbabilities,
  rows: ArrayLike<number>,
): LogProbabilities {
  const taken = new Float64Array(rows.length * classes);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i] * classes;
    taken.set(data.subarray(start, start + classes), i * classes);
  }
  return { data: taken, rows: rows.length, classes };
}
