/**
 * The eigenvectors of a symmetric matrix, `[n, n]` row by row, by Jacobi's rotations: those of the largest
 * eigenvalues first.
 */
export function eigenvectors(
  matrix: Float64Array,
  n: number,
): { values: number[]; vectors: Float64Array[] } {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const size = Math.sqrt(a.reduce((sum, value) => sum + value * value, 0)) || 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q] ** 2;
    if (Math.sqrt(off) < 1e-14 * size) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i]);
  return {
    values: order.map((i) => a[i * n + i]),
    vectors: order.map((i) => Float64Array.from({ length: n }, (_, row) => v[row * n + i])),
  };
}

/** Turns the plane of p and q so that their element becomes 0. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const element = a[p * n + q];
  if (element === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * element);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) turn(v, k * n + p, k * n + q, c, s);
}

function turn(a: Float64Array, i: number, j: number, c: number, s: number): void {
  const [x, y] = [a[i], a[j]];
  a[i] = c * x - s * y;
  a[j] = s * x + c * y;
}

/** Rows `[count, width]`, their mean, and the two directions in which they differ most. */
export interface Plane {
  readonly mean: Float64Array;
  readonly axes: readonly [Float64Array, Float64Array];
  /** The share of the variance along each. */
  readonly shares: readonly [number, number];
}

/** The plane of the two principal components of the rows. */
export function principalPlane(rows: Float64Array, width: number): Plane {
  const count = rows.length / width;
  const mean = new Float64Array(width);
  for (let n = 0; n < rows.length; n++) mean[n % width] += rows[n] / count;
  const covariance = new Float64Array(width * width);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) {
      const x = rows[row * width + i] - mean[i];
      for (let j = 0; j < width; j++)
        covariance[i * width + j] += x * (rows[row * width + j] - mean[j]);
    }
  }
  const { values, vectors } = eigenvectors(covariance, width);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0) || 1;
  const none = new Float64Array(width);
  return {
    mean,
    axes: [vectors[0], vectors[1] ?? none],
    shares: [Math.max(0, values[0]) / total, Math.max(0, values[1] ?? 0) / total],
  };
}

/** The places of rows in a plane, `[count, 2]`. */
export function project(
  rows: Float64Array,
  width: number,
  { mean, axes }: Plane,
): Float64Array<ArrayBuffer> {
  const count = rows.length / width;
  const places = new Float64Array(2 * count);
  for (let row = 0; row < count; row++) {
    for (const [axis, direction] of axes.entries()) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += (rows[row * width + i] - mean[i]) * direction[i];
      places[2 * row + axis] = sum;
    }
  }
  return places;
}
