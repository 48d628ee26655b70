import { curve, type LogisticProblem } from "./logistic-loss.ts";
import type { Products } from "./products/products.ts";
import type { Steps } from "./steps.ts";

/** Where a Newton step leads to, and how far the logits move along with it. */
export interface NewtonStep {
  readonly d: Float32Array;
  /** x d. */
  readonly zd: Float32Array;
}

/** When conjugate gradients end: by the length of the residual, by its largest number, or by their count. */
export interface StepPrecision {
  readonly norm: number;
  readonly largest: number;
}

const mostProducts = 200;

/**
 * Solves H d = -g by conjugate gradients; H is the curvature of the objective at probabilities p. The residual
 * -g - H d is what the derivative will be after the step, but for curvature that changes on the way.
 */
export function* solveNewtonStep(
  problem: LogisticProblem,
  products: Products,
  g: Float32Array,
  p: Float64Array,
  { norm, largest }: StepPrecision,
): Steps<NewtonStep> {
  const { x, rowWeights, width, C, interceptPenalty = 0 } = problem;
  const total = rowWeights.reduce((sum, weight) => sum + weight, 0);
  const penalty = 1 / (C * total);
  const penalized = x.columns * width;
  const { factor: direction, gradient: curved } = products;
  const d = new Float32Array(g.length);
  const zd = new Float32Array(p.length);
  const zDirection = new Float32Array(p.length);
  const errors = new Float32Array(p.length);
  const residual = g.map((derivative) => -derivative);
  direction.set(residual);
  let squares = 0;
  for (const derivative of g) squares += derivative * derivative;
  let largestResidual = Infinity;
  for (let product = 0; product < mostProducts; product++) {
    if (squares <= norm * norm || largestResidual <= largest) break;
    yield* products.multiply(zDirection);
    errors.set(zDirection);
    curve(errors, p, problem, total);
    yield* products.multiplyTransposed(errors);
    let curvature = 0;
    for (let n = 0; n < penalized; n++) {
      curved[n] += penalty * direction[n];
      curvature += curved[n] * direction[n];
    }
    for (let n = penalized; n < curved.length; n++) {
      if (interceptPenalty > 0) curved[n] += interceptPenalty * penalty * direction[n];
      curvature += curved[n] * direction[n];
    }
    if (curvature <= 0) break; // flat, but for rounding
    const step = squares / curvature;
    let next = 0;
    largestResidual = 0;
    for (let n = 0; n < residual.length; n++) {
      d[n] += step * direction[n];
      residual[n] -= step * curved[n];
      const size = Math.abs(residual[n]);
      next += size * size;
      if (size > largestResidual) largestResidual = size;
    }
    for (let n = 0; n < zd.length; n++) zd[n] += step * zDirection[n];
    const share = next / squares;
    for (let n = 0; n < residual.length; n++) direction[n] = residual[n] + share * direction[n];
    squares = next;
    yield;
  }
  return { d, zd };
}
