import { type Batch, isMasked, lengthOf } from "./batch.ts";
import { bindFunctions } from "./bind-functions.ts";
import type { BackwardPass, ForwardPass, LayerFunctions } from "./layer-functions.ts";
import { add } from "./linear.ts";

/** Average pooling, as a plan holds it. */
export interface GlobalAveragePooling1d {
  readonly kind: "globalAveragePooling1d";
}

/**
 * The mean of a sequence's vectors, over the steps that are not masked: v = Σ x[t] / T. A sequence without
 * any such step gives zeros.
 *
 * @example
 * ```ts
 * globalAveragePooling1d().kind; // => "globalAveragePooling1d"
 * ```
 *
 * Python twin: `keras.layers.GlobalAveragePooling1D()`, which gives NaN where every step is masked.
 */
export function globalAveragePooling1d(): GlobalAveragePooling1d {
  return bindFunctions({ kind: "globalAveragePooling1d" }, globalAveragePooling1dFunctions);
}

/** v = Σ x[t] / T */
function forward(_: GlobalAveragePooling1d, { batch, input, output }: ForwardPass): void {
  for (let n = 0; n < batch.rows; n++) {
    const mean = output.at(0, n);
    mean.fill(0);
    const length = lengthOf(batch, n);
    const counted = countSteps(batch, n);
    for (let t = 0; t < length; t++) {
      if (!isMasked(batch, t, n)) add(mean, input.at(t, n));
    }
    if (counted > 0) for (let j = 0; j < mean.length; j++) mean[j] /= counted;
  }
}

/** ∂x[t] += ∂v / T */
function backward(
  _: GlobalAveragePooling1d,
  { batch, outputError, inputError }: BackwardPass,
): void {
  if (inputError === undefined) return;
  for (let n = 0; n < batch.rows; n++) {
    const length = lengthOf(batch, n);
    const counted = countSteps(batch, n);
    const error = outputError.at(0, n);
    for (let t = 0; t < length; t++) {
      if (isMasked(batch, t, n)) continue;
      const errorX = inputError.at(t, n);
      for (let j = 0; j < errorX.length; j++) errorX[j] += error[j] / counted;
    }
  }
}

/** How many steps of a row count. */
function countSteps(batch: Batch, row: number): number {
  const length = lengthOf(batch, row);
  let counted = 0;
  for (let t = 0; t < length; t++) if (!isMasked(batch, t, row)) counted++;
  return counted;
}

/** The functions of average pooling. */
const globalAveragePooling1dFunctions: LayerFunctions<GlobalAveragePooling1d> = {
  reads: "steps",
  gives: "vector",
  causal: false,
  parameters: () => [],
  outputWidth: (_, inputWidth) => inputWidth,
  forward,
  backward,
};
