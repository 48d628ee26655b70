import { ascendDual } from "./dual-ascent.ts";
import {
  carryBack,
  dataLoss,
  type LogisticProblem,
  logitErrors,
  margins,
  penaltyProduct,
  probabilities,
} from "./logistic-loss.ts";
import { solveNewtonStep } from "./newton-step.ts";
import { createProducts } from "./products/create-products.ts";
import type { Products } from "./products/products.ts";
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
  readonly converged: boolean;
}

/** A place: W with b, the logits there, the square of W's length and the objective. */
interface Place {
  readonly w: Float64Array<ArrayBuffer>;
  readonly z: Float64Array<ArrayBuffer>;
  readonly squares: number;
  readonly f: number;
}

/** Below this largest derivative, rounding of float32 shows: logits and derivatives are then computed in float64. */
const singlePrecisionTol = 1e-6;
const enoughDescent = 1e-4; // of Armijo's rule
const mostHalvings = 30;

/**
 * The minimum of logistic regression: near it by ascent of the dual, then by Newton's method. Each step solves
 * H d = -g by conjugate gradients, the more exactly the smaller the gradient has become, and then halves d until
 * f falls enough. z = x W is carried along with W, so that trying a shorter step costs no pass over the data.
 *
 * Nash, "A survey of truncated-Newton methods", 2000; Lin, Weng and Keerthi, "Trust region Newton method
 * for large-scale logistic regression", 2008.
 */
export function* minimize(
  given: Omit<LogisticProblem, "width">,
  { tol, maxIter }: StoppingRule,
): Steps<Minimum> {
  const { x, outputs, rowWeights } = given;
  const products = createProducts(x, outputs);
  const problem: LogisticProblem = {
    ...given,
    width: products.width,
    offsets: given.offsets && widen(given.offsets, outputs, products.width),
  };
  const total = rowWeights.reduce((sum, weight) => sum + weight, 0);
  const single = tol >= singlePrecisionTol;
  let place = yield* start(problem, products, total);
  let firstNorm = 0;
  for (let iterations = 0; ; iterations++) {
    const p = probabilities(place.z, outputs, problem.width);
    const errors = logitErrors(problem, p, total);
    const { g, largest } = yield* differentiate(problem, products, place.w, errors, total, single);
    const converged = largest <= tol;
    const end = (): Minimum => ({ parameters: narrow(place.w, problem), iterations, converged });
    if (converged || iterations === maxIter) return end();
    const norm = Math.sqrt(dot(g, g));
    firstNorm ||= norm;
    const share = Math.min(1 / 2, Math.sqrt(norm / firstNorm));
    const precision = { norm: norm * share, largest: tol / 2 };
    const { d, zd } = yield* solveNewtonStep(problem, products, g, p, precision);
    const next = descend(problem, place, { d, zd, slope: dot(g, d) }, total);
    // Where rounding hides every descent, this is the minimum as far as floats can show.
    if (next === undefined) return end();
    place = single ? next : { ...next, z: yield* exactMargins(problem, next.w) };
    yield;
  }
}

/** Where dual ascent leads to, or all zeros where these are better. */
function* start(problem: LogisticProblem, products: Products, total: number): Steps<Place> {
  const { x, width } = problem;
  const w = new Float64Array((x.columns + 1) * width);
  const z = problem.offsets?.slice() ?? new Float64Array(x.rows * width);
  const zero = { w, z, squares: 0, f: dataLoss(problem, z) / total };
  yield* ascendDual(problem, products);
  const ascended = {
    w: Float64Array.from(products.factor),
    z: yield* margins64(problem, products),
  };
  const squares = penaltyProduct(problem, ascended.w, ascended.w);
  const f = dataLoss(problem, ascended.z) / total + squares / (2 * problem.C * total);
  return f < zero.f ? { ...ascended, squares, f } : zero;
}

function* margins64(
  { x, width, offsets }: LogisticProblem,
  products: Products,
): Steps<Float64Array<ArrayBuffer>> {
  const z = new Float32Array(x.rows * width);
  yield* products.multiply(z);
  return addOffsets(Float64Array.from(z), offsets);
}

/** The logits in float64 throughout. */
function* exactMargins(
  { x, width, offsets }: LogisticProblem,
  w: Float64Array,
): Steps<Float64Array<ArrayBuffer>> {
  const bias = w.subarray(x.columns * width);
  return addOffsets(yield* margins(x, width, w, bias), offsets);
}

function addOffsets(
  z: Float64Array<ArrayBuffer>,
  offsets: Float64Array | undefined,
): Float64Array<ArrayBuffer> {
  if (offsets) for (let n = 0; n < z.length; n++) z[n] += offsets[n];
  return z;
}

/** The derivative of f by W and b, in float32, and its largest number. */
function* differentiate(
  problem: LogisticProblem,
  products: Products,
  w: Float64Array,
  errors: Float64Array,
  total: number,
  single: boolean,
): Steps<{ g: Float32Array; largest: number }> {
  const { x, width, C, interceptPenalty = 0 } = problem;
  if (single) yield* products.multiplyTransposed(Float32Array.from(errors));
  const data = single ? products.gradient : yield* carryBack(x, width, errors);
  const penalized = x.columns * width;
  const g = new Float32Array(w.length);
  let largest = 0;
  for (let n = 0; n < g.length; n++) {
    const weight = n < penalized ? 1 : interceptPenalty;
    const derivative = weight === 0 ? data[n] : data[n] + (weight * w[n]) / (C * total);
    g[n] = derivative;
    largest = Math.max(largest, Math.abs(derivative));
  }
  return { g, largest };
}

/** The place that is d away, or half or a quarter of it and so on, once f falls enough; undefined where it never does. */
function descend(
  problem: LogisticProblem,
  from: Place,
  { d, zd, slope }: { readonly d: Float32Array; readonly zd: Float32Array; readonly slope: number },
  total: number,
): Place | undefined {
  const wd = penaltyProduct(problem, from.w, d);
  const dd = penaltyProduct(problem, d, d);
  if (slope >= 0) return undefined;
  let length = 1;
  for (let halving = 0; halving <= mostHalvings; halving++) {
    const z = addScaled(from.z, zd, length);
    const squares = from.squares + 2 * length * wd + length * length * dd;
    const f = dataLoss(problem, z) / total + squares / (2 * problem.C * total);
    if (f <= from.f + enoughDescent * length * slope) {
      return { w: addScaled(from.w, d, length), z, squares, f };
    }
    length /= 2;
  }
  return undefined;
}

/** Rows of as many numbers as those of the products, zeros where outputs are filled up. */
function widen(values: Float64Array, outputs: number, width: number): Float64Array<ArrayBuffer> {
  const rows = values.length / outputs;
  const widened = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    widened.set(values.subarray(row * outputs, (row + 1) * outputs), row * width);
  }
  return widened;
}

/** The parameters without what fills up their rows. */
function narrow(
  w: Float64Array<ArrayBuffer>,
  { x, outputs, width }: LogisticProblem,
): Float64Array<ArrayBuffer> {
  if (width === outputs) return w;
  const narrowed = new Float64Array((x.columns + 1) * outputs);
  for (let row = 0; row <= x.columns; row++) {
    narrowed.set(w.subarray(row * width, row * width + outputs), row * outputs);
  }
  return narrowed;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n] * b[n];
  return sum;
}

function addScaled(a: Float64Array, b: Float32Array, scale: number): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(a.length);
  for (let n = 0; n < a.length; n++) sum[n] = a[n] + scale * b[n];
  return sum;
}
