import { tanh } from "@rnn/tensor/portable-math";
import { bindFunctions } from "./bind-functions.ts";
import type { BackwardStep, Cell, ForwardStep } from "./cell.ts";
import { checkLayerOptions, checkUnits } from "./check-layer.ts";
import { add, addOuterProduct, addProduct, addTransposedProduct } from "./linear.ts";
import type { Arrays } from "./parameter.ts";
import { recurrentFunctions } from "./recurrent.ts";

/** A layer of tanh cells, as a plan holds it. */
export interface SimpleRnn {
  readonly kind: "simpleRnn";
  /** H, the number of cells. */
  readonly units: number;
  /** Time steps that the error is carried back through, counted from a sequence's end; null for all. */
  readonly bpttSteps: number | null;
  /** Whether the recurrent error is carried by the transpose of U, or by U itself as the chapter prints it. */
  readonly recurrentGradient: "exact" | "chapter";
}

const recurrentGradients = ["exact", "chapter"] as const;

type Name = "kernel" | "recurrentKernel" | "bias";

/**
 * A layer of tanh cells: h[t] = tanh(x[t] W + h[t-1] U + b), with W the kernel `[D, H]`, U the recurrent
 * kernel `[H, H]`, b the bias `[H]` and h[0] = 0.
 *
 * @param units H, the number of cells
 * @param options.bpttSteps time steps that the error is carried back through, counted from a sequence's
 *   end; default all
 * @param options.recurrentGradient `"exact"` (default) carries the recurrent error by the transpose of U,
 *   which is the derivative; `"chapter"` by U itself, as the book's chapter prints it
 * @throws RangeError, TypeError for an option outside its range, or unknown
 *
 * @example
 * ```ts
 * simpleRnn(8).units; // => 8
 * ```
 *
 * Python twin: `keras.layers.SimpleRNN(units)`.
 */
export function simpleRnn(
  units: number,
  options: { bpttSteps?: number; recurrentGradient?: SimpleRnn["recurrentGradient"] } = {},
): SimpleRnn {
  checkLayerOptions("simpleRnn", options, {
    bpttSteps: "steps",
    recurrentGradient: recurrentGradients,
  });
  const { bpttSteps = null, recurrentGradient = "exact" } = options;
  return bindFunctions(
    {
      kind: "simpleRnn",
      units: checkUnits("simpleRnn", units),
      bpttSteps,
      recurrentGradient,
    },
    simpleRnnFunctions,
  );
}

/** h' = tanh(x W + h U + b) */
function forward(_: SimpleRnn, { x, before, after }: ForwardStep, weights: Arrays<Name>): void {
  after.set(weights.bias);
  addProduct(after, x, weights.kernel);
  addProduct(after, before, weights.recurrentKernel);
  for (let j = 0; j < after.length; j++) after[j] = tanh(after[j]);
}

/** ∂z = ∂h' (1 - h'²)     ∂W += xᵀ ∂z     ∂U += hᵀ ∂z     ∂b += ∂z     ∂x += ∂z Wᵀ     ∂h += ∂z Uᵀ */
function backward(
  { recurrentGradient }: SimpleRnn,
  { x, before, after, error, errorBefore, errorX, sumErrors }: BackwardStep,
  weights: Arrays<Name>,
  gradients: Arrays<Name>,
): void {
  for (let j = 0; j < after.length; j++) sumErrors[j] = error[j] * (1 - after[j] * after[j]);
  addOuterProduct(gradients.kernel, x, sumErrors);
  addOuterProduct(gradients.recurrentKernel, before, sumErrors);
  add(gradients.bias, sumErrors);
  if (errorX) addTransposedProduct(errorX, sumErrors, weights.kernel);
  // The chapter leaves the transpose out.
  if (recurrentGradient === "chapter") addProduct(errorBefore, sumErrors, weights.recurrentKernel);
  else addTransposedProduct(errorBefore, sumErrors, weights.recurrentKernel);
}

/** The tanh cell. */
export const simpleRnnCell: Cell<SimpleRnn, Name> = {
  parameters: ({ units }, inputWidth) => [
    { name: "kernel", shape: [inputWidth, units], initial: "glorotUniform" },
    { name: "recurrentKernel", shape: [units, units], initial: "orthogonal" },
    { name: "bias", shape: [units], initial: "zeros" },
  ],
  stateWidth: ({ units }) => units,
  keptWidth: () => 0,
  sumWidth: ({ units }) => units,
  forward,
  backward,
};

const simpleRnnFunctions = /* @__PURE__ */ recurrentFunctions(simpleRnnCell);
