import { tanh } from "@rnn/tensor/portable-math";
import { bindFunctions } from "./bind-functions.ts";
import type { BackwardStep, Cell, ForwardStep } from "./cell.ts";
import { checkLayerOptions, checkUnits } from "./check-layer.ts";
import { add, addOuterProduct, addProduct, addTransposedProduct } from "./linear.ts";
import type { Arrays } from "./parameter.ts";
import { recurrentFunctions } from "./recurrent.ts";
import { sigmoid } from "./sigmoid.ts";

/** A layer of GRU cells, as a plan holds it. */
export interface Gru {
  readonly kind: "gru";
  /** H, the number of cells. */
  readonly units: number;
  /** Whether the reset gate multiplies h U, or h before it meets U. */
  readonly resetAfter: boolean;
  /** Time steps that the error is carried back through, counted from a sequence's end; null for all. */
  readonly bpttSteps: number | null;
}

type Name = "kernel" | "recurrentKernel" | "bias";

/**
 * A layer of gated recurrent units, h = 0 at first. z and r are the update and the reset gate, g the state
 * that is proposed:
 *
 *   z, r = σ of the first two parts of x[t] W + h[t-1] U + b
 *   g    = tanh of the third, in which r multiplies h[t-1] U with its bias
 *   h[t] = z h[t-1] + (1 - z) g
 *
 * with W the kernel `[D, 3 H]`, U the recurrent kernel `[H, 3 H]` and b the bias `[2, 3 H]`, one row for
 * each product. With `resetAfter: false`, g = tanh(x[t] Wg + (r h[t-1]) Ug + bg) and b is `[3 H]`.
 *
 * @param units H, the number of cells
 * @param options.resetAfter whether the reset gate comes after the product with U; default true
 * @param options.bpttSteps time steps that the error is carried back through, counted from a sequence's
 *   end; default all
 * @throws RangeError, TypeError for an option outside its range, or unknown
 *
 * @example
 * ```ts
 * gru(8).resetAfter; // => true
 * ```
 *
 * Python twin: `keras.layers.GRU(units)`. Cho et al., "Learning Phrase Representations using RNN
 * Encoder-Decoder for Statistical Machine Translation", 2014.
 */
export function gru(
  units: number,
  options: { resetAfter?: boolean; bpttSteps?: number } = {},
): Gru {
  checkLayerOptions("gru", options, { resetAfter: "boolean", bpttSteps: "steps" });
  const { resetAfter = true, bpttSteps = null } = options;
  return bindFunctions(
    { kind: "gru", units: checkUnits("gru", units), resetAfter, bpttSteps },
    gruFunctions,
  );
}

/** z, r = σ(xz + hz), σ(xr + hr)     g = tanh(xg + r hg)     h' = z h + (1 - z) g,  for x W + b₁ and h U + b₂ */
function forwardResetAfter(
  H: number,
  { x, before, after, kept }: ForwardStep,
  { kernel, recurrentKernel, bias }: Arrays<Name>,
): void {
  kept.set(bias);
  const [gates, ofState] = [kept.subarray(0, 3 * H), kept.subarray(3 * H)];
  addProduct(gates, x, kernel);
  addProduct(ofState, before, recurrentKernel);
  for (let j = 0; j < H; j++) {
    const z = (gates[j] = sigmoid(gates[j] + ofState[j]));
    const r = (gates[H + j] = sigmoid(gates[H + j] + ofState[H + j]));
    const g = (gates[2 * H + j] = tanh(gates[2 * H + j] + r * ofState[2 * H + j]));
    after[j] = z * before[j] + (1 - z) * g;
  }
}

/** ∂z = ∂h' (h - g)     ∂g = ∂h' (1 - z)     ∂r = ∂sum(g) hg     ∂hg = ∂sum(g) r     ∂h = ∂h' z + ∂(h U) Uᵀ */
function backwardResetAfter(
  H: number,
  { x, before, kept, error, errorBefore, errorX, sumErrors }: BackwardStep,
  { kernel, recurrentKernel }: Arrays<Name>,
  gradients: Arrays<Name>,
): void {
  const [gates, ofState] = [kept.subarray(0, 3 * H), kept.subarray(3 * H)];
  const [errorGates, errorOfState] = [sumErrors.subarray(0, 3 * H), sumErrors.subarray(3 * H)];
  for (let j = 0; j < H; j++) {
    const [z, r, g] = [gates[j], gates[H + j], gates[2 * H + j]];
    const errorG = error[j] * (1 - z) * (1 - g * g);
    errorGates[j] = error[j] * (before[j] - g) * z * (1 - z);
    errorGates[H + j] = errorG * ofState[2 * H + j] * r * (1 - r);
    errorGates[2 * H + j] = errorG;
    errorOfState[j] = errorGates[j];
    errorOfState[H + j] = errorGates[H + j];
    errorOfState[2 * H + j] = errorG * r;
    errorBefore[j] = error[j] * z;
  }
  addOuterProduct(gradients.kernel, x, errorGates);
  addOuterProduct(gradients.recurrentKernel, before, errorOfState);
  add(gradients.bias, sumErrors);
  if (errorX) addTransposedProduct(errorX, errorGates, kernel);
  addTransposedProduct(errorBefore, errorOfState, recurrentKernel);
}

/** z, r = σ, σ of x W + h U + b     g = tanh(x W + (r h) U + b)     h' = z h + (1 - z) g */
function forwardResetBefore(
  H: number,
  { x, before, after, kept }: ForwardStep,
  { kernel, recurrentKernel, bias }: Arrays<Name>,
): void {
  const gates = kept.subarray(0, 3 * H);
  const [ofState, resetState] = [kept.subarray(3 * H, 6 * H), kept.subarray(6 * H)];
  gates.set(bias);
  addProduct(gates, x, kernel);
  ofState.fill(0);
  addProduct(ofState, before, recurrentKernel);
  for (let j = 0; j < H; j++) {
    gates[j] = sigmoid(gates[j] + ofState[j]);
    gates[H + j] = sigmoid(gates[H + j] + ofState[H + j]);
    resetState[j] = gates[H + j] * before[j];
  }
  ofState.fill(0);
  addProduct(ofState, resetState, recurrentKernel);
  for (let j = 0; j < H; j++) {
    const z = gates[j];
    const g = (gates[2 * H + j] = tanh(gates[2 * H + j] + ofState[2 * H + j]));
    after[j] = z * before[j] + (1 - z) * g;
  }
}

/** ∂z = ∂h' (h - g)     ∂g = ∂h' (1 - z)     ∂(r h) = ∂sum(g) Ugᵀ     ∂r = ∂(r h) h     ∂h = ∂h' z + ∂(r h) r + … Uᵀ */
function backwardResetBefore(
  H: number,
  { x, before, kept, error, errorBefore, errorX, sumErrors }: BackwardStep,
  { kernel, recurrentKernel }: Arrays<Name>,
  gradients: Arrays<Name>,
): void {
  const [gates, resetState] = [kept.subarray(0, 3 * H), kept.subarray(6 * H)];
  const errorGates = sumErrors.subarray(0, 3 * H);
  const errorReset = sumErrors.subarray(6 * H);
  // The errors of what meets h, and of what meets r h: the others are 0.
  const errorOfState = sumErrors.subarray(3 * H, 6 * H);
  errorOfState.fill(0);
  for (let j = 0; j < H; j++) {
    const [z, g] = [gates[j], gates[2 * H + j]];
    errorGates[2 * H + j] = error[j] * (1 - z) * (1 - g * g);
    errorOfState[2 * H + j] = errorGates[2 * H + j];
  }
  addOuterProduct(gradients.recurrentKernel, resetState, errorOfState);
  errorReset.fill(0);
  addTransposedProduct(errorReset, errorOfState, recurrentKernel);
  errorOfState.fill(0);
  for (let j = 0; j < H; j++) {
    const [z, r, g] = [gates[j], gates[H + j], gates[2 * H + j]];
    errorGates[j] = error[j] * (before[j] - g) * z * (1 - z);
    errorGates[H + j] = errorReset[j] * before[j] * r * (1 - r);
    errorOfState[j] = errorGates[j];
    errorOfState[H + j] = errorGates[H + j];
    errorBefore[j] = error[j] * z + errorReset[j] * r;
  }
  addOuterProduct(gradients.kernel, x, errorGates);
  addOuterProduct(gradients.recurrentKernel, before, errorOfState);
  add(gradients.bias, errorGates);
  if (errorX) addTransposedProduct(errorX, errorGates, kernel);
  addTransposedProduct(errorBefore, errorOfState, recurrentKernel);
}

/** The gated recurrent unit. */
export const gruCell: Cell<Gru, Name> = {
  parameters: ({ units, resetAfter }, inputWidth) => [
    { name: "kernel", shape: [inputWidth, 3 * units], initial: "glorotUniform" },
    { name: "recurrentKernel", shape: [units, 3 * units], initial: "orthogonal" },
    { name: "bias", shape: resetAfter ? [2, 3 * units] : [3 * units], initial: "zeros" },
  ],
  stateWidth: ({ units }) => units,
  keptWidth: ({ units, resetAfter }) => (resetAfter ? 6 : 7) * units,
  sumWidth: ({ units, resetAfter }) => (resetAfter ? 6 : 7) * units,
  forward: ({ units, resetAfter }, ...rest) =>
    (resetAfter ? forwardResetAfter : forwardResetBefore)(units, ...rest),
  backward: ({ units, resetAfter }, ...rest) =>
    (resetAfter ? backwardResetAfter : backwardResetBefore)(units, ...rest),
};

const gruFunctions = /* @__PURE__ */ recurrentFunctions(gruCell);
