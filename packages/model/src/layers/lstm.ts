import { tanh } from "@rnn/tensor/portable-math";
import { bindFunctions } from "./bind-functions.ts";
import type { BackwardStep, Cell, ForwardStep } from "./cell.ts";
import { checkLayerOptions, checkUnits } from "./check-layer.ts";
import { add, addOuterProduct, addProduct, addTransposedProduct } from "./linear.ts";
import type { Arrays } from "./parameter.ts";
import { recurrentFunctions } from "./recurrent.ts";
import { sigmoid } from "./sigmoid.ts";

/** A layer of LSTM cells, as a plan holds it. */
export interface Lstm {
  readonly kind: "lstm";
  /** H, the number of cells. */
  readonly units: number;
  /** Whether the forget gates' biases begin at 1. */
  readonly unitForgetBias: boolean;
  /** Time steps that the error is carried back through, counted from a sequence's end; null for all. */
  readonly bpttSteps: number | null;
}

type Name = "kernel" | "recurrentKernel" | "bias";

/**
 * A layer of LSTM cells, with a state h and a memory c, both 0 at first:
 *
 *   i, f, g, o = σ, σ, tanh, σ of the four parts of x[t] W + h[t-1] U + b
 *   c[t] = f c[t-1] + i g        h[t] = o tanh(c[t])
 *
 * with W the kernel `[D, 4 H]`, U the recurrent kernel `[H, 4 H]` and b the bias `[4 H]`.
 *
 * @param units H, the number of cells
 * @param options.unitForgetBias whether the forget gates' biases begin at 1, so that cells remember before
 *   they have learnt to; default true
 * @param options.bpttSteps time steps that the error is carried back through, counted from a sequence's
 *   end; default all
 * @throws RangeError, TypeError for an option outside its range, or unknown
 *
 * @example
 * ```ts
 * lstm(8).unitForgetBias; // => true
 * ```
 *
 * Python twin: `keras.layers.LSTM(units)`. Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997.
 */
export function lstm(
  units: number,
  options: { unitForgetBias?: boolean; bpttSteps?: number } = {},
): Lstm {
  checkLayerOptions("lstm", options, { unitForgetBias: "boolean", bpttSteps: "steps" });
  const { unitForgetBias = true, bpttSteps = null } = options;
  return bindFunctions(
    {
      kind: "lstm",
      units: checkUnits("lstm", units),
      unitForgetBias,
      bpttSteps,
    },
    lstmFunctions,
  );
}

/** i, f, g, o = σ, σ, tanh, σ of x W + h U + b     c' = f c + i g     h' = o tanh(c') */
function forward(
  { units: H }: Lstm,
  { x, before, after, kept: gates }: ForwardStep,
  { kernel, recurrentKernel, bias }: Arrays<Name>,
): void {
  gates.set(bias);
  addProduct(gates, x, kernel);
  addProduct(gates, before, recurrentKernel);
  for (let j = 0; j < H; j++) {
    const i = (gates[j] = sigmoid(gates[j]));
    const f = (gates[H + j] = sigmoid(gates[H + j]));
    const g = (gates[2 * H + j] = tanh(gates[2 * H + j]));
    const o = (gates[3 * H + j] = sigmoid(gates[3 * H + j]));
    const c = (after[H + j] = f * before[H + j] + i * g);
    after[j] = o * tanh(c);
  }
}

/** ∂o = ∂h' tanh(c')     ∂c' += ∂h' o (1 - tanh(c')²)     ∂i = ∂c' g     ∂f = ∂c' c     ∂g = ∂c' i     ∂c = ∂c' f */
function backward(
  { units: H }: Lstm,
  { x, before, after, kept: gates, error, errorBefore, errorX, sumErrors }: BackwardStep,
  { kernel, recurrentKernel }: Arrays<Name>,
  gradients: Arrays<Name>,
): void {
  for (let j = 0; j < H; j++) {
    const [i, f, g, o] = [gates[j], gates[H + j], gates[2 * H + j], gates[3 * H + j]];
    const tanhC = tanh(after[H + j]);
    const errorC = error[H + j] + error[j] * o * (1 - tanhC * tanhC);
    sumErrors[j] = errorC * g * i * (1 - i);
    sumErrors[H + j] = errorC * before[H + j] * f * (1 - f);
    sumErrors[2 * H + j] = errorC * i * (1 - g * g);
    sumErrors[3 * H + j] = error[j] * tanhC * o * (1 - o);
    errorBefore[H + j] = errorC * f;
  }
  addOuterProduct(gradients.kernel, x, sumErrors);
  addOuterProduct(gradients.recurrentKernel, before, sumErrors);
  add(gradients.bias, sumErrors);
  if (errorX) addTransposedProduct(errorX, sumErrors, kernel);
  addTransposedProduct(errorBefore, sumErrors, recurrentKernel);
}

/** The LSTM cell; its state is h and c. */
export const lstmCell: Cell<Lstm, Name> = {
  parameters: ({ units, unitForgetBias }, inputWidth) => [
    { name: "kernel", shape: [inputWidth, 4 * units], initial: "glorotUniform" },
    { name: "recurrentKernel", shape: [units, 4 * units], initial: "orthogonal" },
    { name: "bias", shape: [4 * units], initial: unitForgetBias ? "unitForget" : "zeros" },
  ],
  stateWidth: ({ units }) => 2 * units,
  keptWidth: ({ units }) => 4 * units,
  sumWidth: ({ units }) => 4 * units,
  forward,
  backward,
};

const lstmFunctions = /* @__PURE__ */ recurrentFunctions(lstmCell);
