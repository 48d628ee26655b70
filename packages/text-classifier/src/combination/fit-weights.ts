import type { LogProbabilities } from "./log-probabilities.ts";
import { poolRow } from "./pool.ts";

/**
 * The weights w of one or two parts that minimize
 *
 *   sum_i loss(pool of row i, y[i]) + |w - w0|**2 / 2
 *
 * by Newton's method with step halving. The second term decides where a few rows, all told apart, leave the
 * weights open. The function is strictly convex, so there is one minimum.
 *
 * @param start w0
 */
export function fitWeights(
  parts: readonly LogProbabilities[],
  labels: ArrayLike<number>,
  start: readonly number[],
): number[] {
  let weights = [...start];
  let at = curvatureAt(parts, labels, weights, start);
  for (let step = 0; step < mostSteps; step++) {
    const direction = solve(at.curvature, at.gradient);
    let scale = 1;
    let next = at;
    let moved = weights;
    do {
      moved = weights.map((weight, m) => weight - scale * direction[m]);
      next = curvatureAt(parts, labels, moved, start);
      scale /= 2;
    } while (!(next.loss <= at.loss) && scale > leastScale);
    if (!(next.loss < at.loss)) break;
    weights = moved;
    at = next;
    if (Math.max(...direction.map(Math.abs)) < tolerance) break;
  }
  return weights;
}

const mostSteps = 100;
const leastScale = 1e-6;
const tolerance = 1e-10;

interface Curvature {
  readonly loss: number;
  readonly gradient: readonly number[];
  /** The second derivatives, row by row. */
  readonly curvature: readonly number[];
}

/** Loss, gradient and second derivatives: those of log-sum-exp are a mean and a covariance under p. */
function curvatureAt(
  parts: readonly LogProbabilities[],
  labels: ArrayLike<number>,
  weights: readonly number[],
  start: readonly number[],
): Curvature {
  const count = parts.length;
  const [{ rows, classes }] = parts;
  const away = weights.map((weight, m) => weight - start[m]);
  let loss = away.reduce((sum, value) => sum + (value * value) / 2, 0);
  const gradient = [...away];
  const curvature = Array.from({ length: count * count }, (_, at) =>
    Number(at % (count + 1) === 0),
  );
  const p = new Float64Array(classes);
  const mean = new Float64Array(count);
  for (let row = 0; row < rows; row++) {
    loss += poolRow(parts, weights, row, p, labels[row]);
    const value = (m: number, k: number) => parts[m].data[row * classes + k];
    for (let m = 0; m < count; m++) {
      mean[m] = 0;
      for (let k = 0; k < classes; k++) mean[m] += p[k] * value(m, k);
      gradient[m] += mean[m] - value(m, labels[row]);
    }
    for (let m = 0; m < count; m++) {
      for (let n = 0; n < count; n++) {
        let product = 0;
        for (let k = 0; k < classes; k++) {
          product += p[k] * (value(m, k) - mean[m]) * (value(n, k) - mean[n]);
        }
        curvature[m * count + n] += product;
      }
    }
  }
  return { loss, gradient, curvature };
}

/** x with A x = b, of one or two unknowns. */
function solve(a: readonly number[], b: readonly number[]): number[] {
  if (b.length === 1) return [b[0] / a[0]];
  const determinant = a[0] * a[3] - a[1] * a[2];
  return [(a[3] * b[0] - a[1] * b[1]) / determinant, (a[0] * b[1] - a[2] * b[0]) / determinant];
}
