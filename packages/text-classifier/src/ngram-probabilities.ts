import type { Tensor } from "@rnn/tensor";
import { Tensor as TensorClass } from "@rnn/tensor";

/** What predicts from texts alone: the part of an `NgramClassifier` that is needed. */
export interface TextPredictor {
  predictProba(texts: readonly string[]): Tensor<"float64">;
}

/**
 * The probabilities of n-grams, `[N]` for two classes, else `[N, classes]`. Those fitted on rows without the
 * last classes give them none of it.
 */
export function predictNgrams(
  ngrams: TextPredictor,
  texts: readonly string[],
  classes: number,
): Tensor<"float64"> {
  const given = ngrams.predictProba(texts);
  const [rows, columns = 2] = given.shape;
  if (columns === classes) return given;
  const { data } = given.contiguous();
  const padded = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < columns; k++) {
      const second = data[row];
      padded[row * classes + k] =
        given.shape.length === 2 ? data[row * columns + k] : k === 1 ? second : 1 - second;
    }
  }
  return new TensorClass(padded, "float64", [rows, classes]);
}
