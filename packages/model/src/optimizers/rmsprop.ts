import { type Averaging, checkAveraging } from "./averaging.ts";
import { checkOptimizerOptions } from "./check-optimizer.ts";
import { type Clipping, checkClipping } from "./clipping.ts";
import type { OptimizerFunctions } from "./optimizer-functions.ts";

/** RMSprop, as a plan holds it. */
export interface RmsProp extends Clipping, Averaging {
  readonly kind: "rmsprop";
  readonly learningRate: number;
  readonly rho: number;
  readonly epsilon: number;
}

/** What `rmsprop` takes. */
export interface RmsPropOptions extends Clipping, Averaging {
  /** How far a step goes; default 0.001. */
  readonly learningRate?: number;
  /** How much of the moving mean of squared gradients is kept at each step; default 0.9. */
  readonly rho?: number;
  /** Is added under the root that a step is divided by; default 1e-7. */
  readonly epsilon?: number;
}

/**
 * RMSprop: each number's step is divided by the root of a moving mean of its squared gradients,
 * v = ρ v + (1 - ρ) ∂w²  and  w -= η ∂w / √(v + ε).
 *
 * @param options.learningRate η; default 0.001
 * @param options.rho ρ, from 0 to below 1; default 0.9
 * @param options.epsilon ε; default 1e-7
 * @param options.clipnorm, options.globalClipnorm, options.clipvalue how gradients are clipped before the
 *   step; at most one of the three
 * @param options.useEma, options.emaMomentum whether what `fit` leaves are averages of the weights over its last steps, and
 *   how much of these stays at a step at most; default false, 0.99
 * @throws RangeError, TypeError for an option outside its range, or unknown
 *
 * @example
 * ```ts
 * rmsprop().rho; // => 0.9
 * ```
 *
 * Python twin: `keras.optimizers.RMSprop(learning_rate, rho, epsilon=epsilon)`.
 */
export function rmsprop(options: RmsPropOptions = {}): RmsProp {
  checkOptimizerOptions("rmsprop", options, {
    learningRate: "number",
    rho: "share",
    epsilon: "number",
  });
  const { learningRate = 0.001, rho = 0.9, epsilon = 1e-7 } = options;
  return Object.freeze({
    kind: "rmsprop",
    learningRate,
    rho,
    epsilon,
    ...checkClipping("rmsprop", options),
    ...checkAveraging("rmsprop", options),
  });
}

/** v = ρ v + (1 - ρ) ∂w²     w -= η ∂w / √(v + ε) */
function step(
  { learningRate, rho, epsilon }: RmsProp,
  weight: Float64Array,
  gradient: Float64Array,
  { meanSquare }: Readonly<Record<"meanSquare", Float64Array>>,
): void {
  for (let i = 0; i < weight.length; i++) {
    meanSquare[i] = rho * meanSquare[i] + (1 - rho) * gradient[i] * gradient[i];
    weight[i] -= (learningRate * gradient[i]) / Math.sqrt(meanSquare[i] + epsilon);
  }
}

/** The functions of RMSprop. */
export const rmspropFunctions: OptimizerFunctions<RmsProp, "meanSquare"> = {
  slots: () => ["meanSquare"],
  step,
};
