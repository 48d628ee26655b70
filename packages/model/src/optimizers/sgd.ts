/** Plain gradient descent, as a plan holds it. */
export interface Sgd {
  readonly kind: "sgd";
  readonly learningRate: number;
}

/**
 * Gradient descent: w = w - learningRate ∂w.
 *
 * Python twin: `keras.optimizers.SGD(learning_rate)`.
 */
export function sgd({ learningRate = 0.01 }: { learningRate?: number } = {}): Sgd {
  return Object.freeze({ kind: "sgd", learningRate });
}

/** One step of a parameter: w -= learningRate ∂w. */
export function stepSgd({ learningRate }: Sgd, weight: Float64Array, gradient: Float64Array): void {
  for (let i = 0; i < weight.length; i++) weight[i] -= learningRate * gradient[i];
}
