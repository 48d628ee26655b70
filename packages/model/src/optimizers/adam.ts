import { type Averaging, checkAveraging } from "./averaging.ts";
import { checkOptimizerOptions } from "./check-optimizer.ts";
import { type Clipping, checkClipping } from "./clipping.ts";
import type { OptimizerFunctions } from "./optimizer-functions.ts";
import { wholePower } from "./whole-power.ts";

/** Adam, as a plan holds it. */
export interface Adam extends AdamSettings, Clipping, Averaging {
  readonly kind: "adam";
}

/** AdamW, as a plan holds it. */
export interface AdamW extends AdamSettings, Clipping, Averaging {
  readonly kind: "adamw";
  readonly weightDecay: number;
}

interface AdamSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** What `adam` takes. */
export interface AdamOptions extends Clipping, Averaging {
  /** How far a step goes; default 0.001. */
  readonly learningRate?: number;
  /** How much of the moving mean of gradients is kept at each step; default 0.9. */
  readonly beta1?: number;
  /** How much of that of their squares is kept; default 0.999. */
  readonly beta2?: number;
  /** Is added to the root that a step is divided by; default 1e-7. */
  readonly epsilon?: number;
}

/** What `adamw` takes. */
export interface AdamWOptions extends AdamOptions {
  /** How much of each number a step of learning rate 1 takes away; default 0.004. */
  readonly weightDecay?: number;
}

const rules = {
  learningRate: "number",
  beta1: "share",
  beta2: "share",
  epsilon: "number",
} as const;

/**
 * Adam: a moving mean m of the gradients, divided by the root of one of their squares, v; both start at 0,
 * which the factor of step k makes up for:
 *
 *   m += (1 - β₁) (∂w - m)        v += (1 - β₂) (∂w² - v)
 *   w -= η √(1 - β₂ᵏ) / (1 - β₁ᵏ) m / (√v + ε)
 *
 * @param options.learningRate η; default 0.001
 * @param options.beta1 β₁, from 0 to below 1; default 0.9
 * @param options.beta2 β₂, from 0 to below 1; default 0.999
 * @param options.epsilon ε; default 1e-7
 * @param options.clipnorm, options.globalClipnorm, options.clipvalue how gradients are clipped before the
 *   step; at most one of the three
 * @param options.useEma, options.emaMomentum whether what `fit` leaves are averages of the weights over its last steps, and
 *   how much of these stays at a step at most; default false, 0.99
 * @throws RangeError, TypeError for an option outside its range, or unknown
 *
 * @example
 * ```ts
 * adam({ learningRate: 0.01 }).beta1; // => 0.9
 * ```
 *
 * Python twin: `keras.optimizers.Adam`, which rounds β₁ and β₂ to float32 in the factor. Kingma and Ba,
 * "Adam: A Method for Stochastic Optimization", 2015.
 */
export function adam(options: AdamOptions = {}): Adam {
  checkOptimizerOptions("adam", options, rules);
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
  return Object.freeze({
    kind: "adam",
    learningRate,
    beta1,
    beta2,
    epsilon,
    ...checkClipping("adam", options),
    ...checkAveraging("adam", options),
  });
}

/**
 * Adam with weight decay: before each step of `adam`, w -= η λ w, for every parameter.
 *
 * @param options.weightDecay λ; default 0.004
 * @param options those of `adam`, with its defaults
 * @throws RangeError, TypeError for an option outside its range, or unknown
 *
 * @example
 * ```ts
 * adamw().weightDecay; // => 0.004
 * ```
 *
 * Python twin: `keras.optimizers.AdamW`. Loshchilov and Hutter, "Decoupled Weight Decay Regularization",
 * 2019.
 */
export function adamw(options: AdamWOptions = {}): AdamW {
  checkOptimizerOptions("adamw", options, { ...rules, weightDecay: "number" });
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
  const { weightDecay = 0.004 } = options;
  return Object.freeze({
    kind: "adamw",
    learningRate,
    beta1,
    beta2,
    epsilon,
    weightDecay,
    ...checkClipping("adamw", options),
    ...checkAveraging("adamw", options),
  });
}

type Slots = Readonly<Record<"mean" | "meanSquare", Float64Array>>;

/** m += (1 - β₁) (∂w - m)     v += (1 - β₂) (∂w² - v)     w -= η √(1 - β₂ᵏ) / (1 - β₁ᵏ) m / (√v + ε) */
function step(
  { learningRate, beta1, beta2, epsilon }: AdamSettings,
  weight: Float64Array,
  gradient: Float64Array,
  { mean, meanSquare }: Slots,
  iteration: number,
): void {
  const correction =
    Math.sqrt(1 - wholePower(beta2, iteration)) / (1 - wholePower(beta1, iteration));
  const rate = learningRate * correction;
  for (let i = 0; i < weight.length; i++) {
    mean[i] += (1 - beta1) * (gradient[i] - mean[i]);
    meanSquare[i] += (1 - beta2) * (gradient[i] * gradient[i] - meanSquare[i]);
    weight[i] -= (rate * mean[i]) / (Math.sqrt(meanSquare[i]) + epsilon);
  }
}

/** w -= η λ w, then the step of Adam */
function stepWithDecay(
  optimizer: AdamW,
  weight: Float64Array,
  gradient: Float64Array,
  slots: Slots,
  iteration: number,
): void {
  const { learningRate, weightDecay } = optimizer;
  for (let i = 0; i < weight.length; i++) weight[i] -= learningRate * weightDecay * weight[i];
  step(optimizer, weight, gradient, slots, iteration);
}

/** The functions of Adam. */
export const adamFunctions: OptimizerFunctions<Adam, keyof Slots> = {
  slots: () => ["mean", "meanSquare"],
  step,
};

/** The functions of AdamW. */
export const adamwFunctions: OptimizerFunctions<AdamW, keyof Slots> = {
  slots: () => ["mean", "meanSquare"],
  step: stepWithDecay,
};
