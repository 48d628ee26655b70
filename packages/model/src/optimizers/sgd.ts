import { checkType } from "@rnn/tensor/checks";
import { type Averaging, checkAveraging } from "./averaging.ts";
import { checkOptimizerOptions } from "./check-optimizer.ts";
import { type Clipping, checkClipping } from "./clipping.ts";
import type { OptimizerFunctions } from "./optimizer-functions.ts";

/** Gradient descent, as a plan holds it. */
export interface Sgd extends Clipping, Averaging {
  readonly kind: "sgd";
  readonly learningRate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
}

/** What `sgd` takes. */
export interface SgdOptions extends Clipping, Averaging {
  /** How far a step goes; default 0.01. */
  readonly learningRate?: number;
  /** How much of the last step is taken again; default 0. */
  readonly momentum?: number;
  /** Whether the momentum is Nesterov's, which looks ahead; default false. */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent, w += v, with v = μ v - η ∂w, or with Nesterov's momentum w += μ v - η ∂w for that v.
 *
 * @param options.learningRate η; default 0.01
 * @param options.momentum μ, from 0 to below 1; default 0
 * @param options.nesterov default false
 * @param options.clipnorm, options.globalClipnorm, options.clipvalue how gradients are clipped before the
 *   step; at most one of the three
 * @param options.useEma, options.emaMomentum whether what `fit` leaves are averages of the weights over its last steps, and
 *   how much of these stays at a step at most; default false, 0.99
 * @throws RangeError, TypeError for an option outside its range, or unknown
 *
 * @example
 * ```ts
 * sgd({ learningRate: 0.1, momentum: 0.9 }).nesterov; // => false
 * ```
 *
 * Python twin: `keras.optimizers.SGD(learning_rate, momentum, nesterov)`.
 */
export function sgd(options: SgdOptions = {}): Sgd {
  checkOptimizerOptions("sgd", options, {
    learningRate: "number",
    momentum: "share",
    nesterov: "boolean",
  });
  const { learningRate = 0.01, momentum = 0, nesterov = false } = options;
  checkType("sgd", "nesterov", nesterov, "boolean");
  return Object.freeze({
    kind: "sgd",
    learningRate,
    momentum,
    nesterov,
    ...checkClipping("sgd", options),
    ...checkAveraging("sgd", options),
  });
}

/** w -= η ∂w, or with momentum v = μ v - η ∂w and w += v, or w += μ v - η ∂w */
function step(
  { learningRate, momentum, nesterov }: Sgd,
  weight: Float64Array,
  gradient: Float64Array,
  { velocity }: Readonly<Record<"velocity", Float64Array>>,
): void {
  for (let i = 0; i < weight.length; i++) {
    if (momentum === 0) {
      weight[i] -= learningRate * gradient[i];
    } else {
      velocity[i] = momentum * velocity[i] - learningRate * gradient[i];
      weight[i] += nesterov ? momentum * velocity[i] - learningRate * gradient[i] : velocity[i];
    }
  }
}

/** The functions of gradient descent. */
export const sgdFunctions: OptimizerFunctions<Sgd, "velocity"> = {
  slots: ({ momentum }) => (momentum === 0 ? [] : ["velocity"]),
  step,
};
