/** The few sums over vectors and matrices that layers are written in, float64, matrices row-major. */

/** An input vector: its numbers, or the token that stands for its one-hot vector. */
export type InputVector = Float64Array | number;

/** out += x w, for w `[length of x, length of out]`. A one-hot x is never multiplied: x w is a row of w. */
export function addProduct(out: Float64Array, x: InputVector, w: Float64Array): void {
  if (typeof x === "number") addRow(out, w, x);
  else addVectorTimesMatrix(out, x, w);
}

/** out += e wᵀ, for w `[length of out, length of e]`. Of an out that is longer, the first numbers change. */
export function addTransposedProduct(out: Float64Array, e: Float64Array, w: Float64Array): void {
  const columns = e.length;
  const rows = w.length / columns;
  for (let i = 0; i < rows; i++) {
    let sum = out[i];
    for (let j = 0, k = i * columns; j < columns; j++) sum += e[j] * w[k + j];
    out[i] = sum;
  }
}

/** w += xᵀ e, for w `[length of x, length of e]`: what a product's weights have for a gradient. */
export function addOuterProduct(w: Float64Array, x: InputVector, e: Float64Array): void {
  const columns = e.length;
  if (typeof x === "number") {
    for (let j = 0, k = x * columns; j < columns; j++) w[k + j] += e[j];
    return;
  }
  const rows = w.length / columns;
  for (let i = 0; i < rows; i++) {
    const xi = x[i];
    for (let j = 0, k = i * columns; j < columns; j++) w[k + j] += xi * e[j];
  }
}

/** out += x. */
export function add(out: Float64Array, x: InputVector): void {
  if (typeof x === "number") out[x]++;
  else for (let j = 0; j < out.length; j++) out[j] += x[j];
}

function addRow(out: Float64Array, w: Float64Array, row: number): void {
  for (let j = 0, k = row * out.length; j < out.length; j++) out[j] += w[k + j];
}

/**
 * Four columns at a time, so that each number of x is read once for four sums: twice as fast as one, and
 * the same order of additions. Of an x that is longer than w has rows, the first numbers count.
 */
function addVectorTimesMatrix(out: Float64Array, x: Float64Array, w: Float64Array): void {
  const columns = out.length;
  const rows = w.length / columns;
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    let sum0 = out[j];
    let sum1 = out[j + 1];
    let sum2 = out[j + 2];
    let sum3 = out[j + 3];
    for (let i = 0, k = j; i < rows; i++, k += columns) {
      const xi = x[i];
      sum0 += xi * w[k];
      sum1 += xi * w[k + 1];
      sum2 += xi * w[k + 2];
      sum3 += xi * w[k + 3];
    }
    out[j] = sum0;
    out[j + 1] = sum1;
    out[j + 2] = sum2;
    out[j + 3] = sum3;
  }
  for (; j < columns; j++) {
    let sum = out[j];
    for (let i = 0; i < rows; i++) sum += x[i] * w[i * columns + j];
    out[j] = sum;
  }
}
