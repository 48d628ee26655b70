import {
  carryBack,
  curve,
  dataLoss,
  type LogisticProblem,
  logitErrors,
  margins,
  probabilities,
} from "./logistic-loss.ts";
import type { Steps } from "./steps.ts";

/** When to stop. */
export interface StoppingRule {
  /** The largest derivative at the end. */
  readonly tol: number;
  /** The most Newton steps. */
  readonly maxIter: number;
}

/** Where the minimum is, and how it was reached. */
export interface Minimum {
  /** W `[columns, outputs]`, then b `[outputs]`. */
  readonly parameters: Float64Array<ArrayBuffer>;
  readonly iterations: number;
  /** The largest derivative there. */
  readonly gradient: number;
  readonly converged: boolean;
}

const mostProducts = 200; // of the Hessian with a vector, in one Newton step
const enoughDescent = 1e-4; // of Armijo's rule

/**
 * The minimum of logistic regression, by Newton's method: each step solves H d = -g by conjugate gradients,
 * the more exactly the smaller the gradient has become, and then halves d until f falls enough. z = x W is carried along
 * with W, so that trying a shorter step costs no pass over the data.
 *
 * Nash, "A survey of truncated-Newton methods", 2000; Lin, Weng and Keerthi, "Trust region Newton method
 * for large-scale logistic regression", 2008.
 */
export function* minimize(
  problem: LogisticProblem,
  { tol, maxIter }: StoppingRule,
): Steps<Minimum> {
  const { x, outputs, rowWeights, C } = problem;
  const total = rowWeights.reduce((sum, weight) => sum + weight, 0);
  const penalty = 1 / (C * total);
  const penalized = x.columns * outputs;
  const value = (w: Float64Array, z: Float64Array): number =>
    dataLoss(problem, z) / total + (penalty / 2) * dot(w, w, penalized);

  const w = new Float64Array((x.columns + 1) * outputs);
  const z = new Float64Array(x.rows * outputs);
  let f = value(w, z);
  let firstNorm = 0;
  for (let iteration = 0; ; iteration++) {
    const p = probabilities(z, outputs);
    const g = yield* carryBack(x, outputs, logitErrors(problem, p, total));
    for (let n = 0; n < penalized; n++) g[n] += penalty * w[n];
    const largest = largestOf(g);
    if (largest <= tol || iteration === maxIter) {
      return { parameters: w, iterations: iteration, gradient: largest, converged: largest <= tol };
    }

    // Conjugate gradients: d solves H d = -g, zd = x d, r = -g - H d.
    const d = new Float64Array(w.length);
    const zd = new Float64Array(z.length);
    const r = g.map((derivative) => -derivative);
    const direction = r.slice();
    let squares = dot(r, r);
    const norm = Math.sqrt(squares);
    firstNorm ||= norm;
    const enough = squares * Math.min(0.25, norm / firstNorm);
    for (let product = 0; product < mostProducts && squares > enough; product++) {
      const zp = yield* margins(x, outputs, direction);
      const curved = zp.slice();
      curve(curved, p, problem, total);
      const hp = yield* carryBack(x, outputs, curved);
      for (let n = 0; n < penalized; n++) hp[n] += penalty * direction[n];
      const curvature = dot(direction, hp);
      if (curvature <= 0) break; // flat, but for rounding
      const step = squares / curvature;
      addScaled(d, direction, step);
      addScaled(zd, zp, step);
      addScaled(r, hp, -step);
      const next = dot(r, r);
      for (let n = 0; n < r.length; n++) direction[n] = r[n] + (next / squares) * direction[n];
      squares = next;
    }

    const slope = dot(g, d);
    let length = 1;
    for (let tries = 0; ; tries++) {
      addScaled(w, d, length);
      addScaled(z, zd, length);
      const tried = value(w, z);
      if (tried <= f + enoughDescent * length * slope) {
        f = tried;
        break;
      }
      addScaled(w, d, -length);
      addScaled(z, zd, -length);
      // Where rounding hides every descent, this is the minimum as far as floats can show.
      if (tries === 30 || slope >= 0) {
        return { parameters: w, iterations: iteration, gradient: largest, converged: false };
      }
      length /= 2;
    }
    yield;
  }
}

function dot(a: Float64Array, b: Float64Array, length = a.length): number {
  let sum = 0;
  for (let n = 0; n < length; n++) sum += a[n] * b[n];
  return sum;
}

function addScaled(target: Float64Array, source: Float64Array, scale: number): void {
  for (let n = 0; n < target.length; n++) target[n] += scale * source[n];
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}
