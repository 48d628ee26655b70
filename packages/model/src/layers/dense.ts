import { bindFunctions } from "./bind-functions.ts";
import { checkUnits } from "./check-layer.ts";
import type { BackwardPass, ForwardPass, LayerFunctions } from "./layer-functions.ts";
import { add, addOuterProduct, addProduct, addTransposedProduct } from "./linear.ts";

/** A dense layer, as a plan holds it. */
export interface Dense {
  readonly kind: "dense";
  /** The number of outputs. */
  readonly units: number;
}

/**
 * A dense layer: z = x W + b, with W the kernel `[D, units]` and b the bias `[units]`. A network ends in
 * one: its outputs are the logits, of a sigmoid where there is 1, of a softmax where there are more.
 *
 * @param units the number of outputs; of the last layer, 1 for two classes, else one a class
 * @throws RangeError, TypeError for another number of units
 *
 * @example
 * ```ts
 * dense(1).units; // => 1
 * ```
 *
 * Python twin: `keras.layers.Dense(units)`; of the last layer with `activation="sigmoid"` or `"softmax"`.
 */
export function dense(units: number): Dense {
  return bindFunctions({ kind: "dense", units: checkUnits("dense", units) }, denseFunctions);
}

type Name = "kernel" | "bias";

/** z = x W + b */
function forward(_: Dense, { batch, input, output, weights }: ForwardPass<Name>): void {
  for (let n = 0; n < batch.rows; n++) {
    const z = output.at(0, n);
    z.set(weights.bias);
    addProduct(z, input.at(0, n), weights.kernel);
  }
}

/** ∂W += xᵀ ∂z     ∂b += ∂z     ∂x += ∂z Wᵀ */
function backward(_: Dense, pass: BackwardPass<Name>): void {
  const { batch, input, weights, gradients, outputError, inputError } = pass;
  for (let n = 0; n < batch.rows; n++) {
    const error = outputError.at(0, n);
    addOuterProduct(gradients.kernel, input.at(0, n), error);
    add(gradients.bias, error);
    if (inputError) addTransposedProduct(inputError.at(0, n), error, weights.kernel);
  }
}

/** The dense layer's functions. */
const denseFunctions: LayerFunctions<Dense, Name> = {
  reads: "vector",
  gives: "vector",
  causal: true,
  parameters: ({ units }, inputWidth) => [
    { name: "kernel", shape: [inputWidth, units], initial: "glorotUniform" },
    { name: "bias", shape: [units], initial: "zeros" },
  ],
  outputWidth: ({ units }) => units,
  forward,
  backward,
};
