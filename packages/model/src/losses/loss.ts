/**
 * A loss of classes: its mean over rows and its derivative by each logit, both in float64 whatever the
 * engine. Logits are `[rows, outputs]`, labels one class a row.
 */
export interface Loss {
  /**
   * The mean loss of as many rows as there are labels.
   * @param rowWeights what each row's loss is multiplied by; the mean is over rows, not over weights
   */
  mean(logits: Float64Array, labels: Float64Array, rowWeights?: Float64Array): number;
  /** Writes the derivative of that mean loss by each logit to `errors`. */
  writeErrors(
    logits: Float64Array,
    labels: Float64Array,
    errors: Float64Array,
    rowWeights?: Float64Array,
  ): void;
  /** The share of rows that are classified as the labels say. */
  accuracy(logits: Float64Array, labels: Float64Array): number;
}
