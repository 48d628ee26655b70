/**
 * The QR decomposition by Householder reflections H = I - tau w w', w = (0, ..., 0, 1, w[k+1], ...), whose
 * k-th makes column k zero below the diagonal (Householder, 1958; Golub and Van Loan, Matrix Computations,
 * algorithm 5.2.1). Each is followed by the sign that makes R's diagonal positive.
 *
 * A column of R and a row of Q take the reflections one after the other and need no other column or row. So
 * four of them are carried through all reflections at once while they stay in the cache, and each reflection
 * is applied in the same pass that sums the next one's dot product. The order of the sums is that of the
 * textbook loop over whole matrices, so the bits are too.
 */

const lanes = 4;

/** The reflections that were found so far. */
interface Reflections {
  /** The length of each vector w. */
  readonly length: number;
  /** The vectors w, one row each. */
  readonly vectors: Float64Array;
  readonly taus: Float64Array;
  /** 1 or -1, by which a reflected vector is multiplied; 0 where a column needs no reflection. */
  readonly signs: Float64Array;
}

/**
 * The reduced QR decomposition of a row-major matrix of `rows` x `columns`, rows >= columns: `q` of the same
 * shape with orthonormal columns, `r` of columns x columns upper triangular, `q r` the matrix.
 */
export function reducedQr(
  matrix: Float64Array,
  rows: number,
  columns: number,
): { q: Float64Array; r: Float64Array } {
  const reflections: Reflections = {
    length: rows,
    vectors: new Float64Array(columns * rows),
    taus: new Float64Array(columns),
    signs: new Float64Array(columns),
  };
  const block = new Float64Array(rows * lanes);

  const r = new Float64Array(columns * columns);
  for (let start = 0; start < columns; start += lanes) {
    const end = Math.min(start + lanes, columns);
    for (let i = 0; i < rows; i++) {
      for (let j = start; j < end; j++) block[i * lanes + j - start] = matrix[i * columns + j];
    }
    applyReflections(block, reflections, 0, start);
    for (let j = start; j < end; j++) {
      findReflection(block, j - start, reflections, j);
      applyReflections(block, reflections, j, j + 1);
    }
    for (let j = start; j < end; j++) {
      for (let i = 0; i <= j; i++) r[i * columns + j] = block[i * lanes + j - start];
    }
  }

  const q = new Float64Array(rows * columns);
  for (let start = 0; start < rows; start += lanes) {
    const end = Math.min(start + lanes, rows);
    block.fill(0);
    for (let i = start; i < end; i++) block[i * lanes + i - start] = 1;
    applyReflections(block, reflections, 0, columns);
    for (let i = start; i < end; i++) {
      for (let j = 0; j < columns; j++) q[i * columns + j] = block[j * lanes + i - start];
    }
  }
  return { q, r };
}

/** Sets reflection `k` to the one that makes the lane's vector zero below element `k`. */
function findReflection(
  block: Float64Array,
  lane: number,
  { length, vectors, taus, signs }: Reflections,
  k: number,
): void {
  const pivot = block[k * lanes + lane];
  let squares = 0;
  for (let i = k; i < length; i++) squares += block[i * lanes + lane] * block[i * lanes + lane];
  const sign = pivot < 0 ? 1 : -1;
  const alpha = sign * Math.sqrt(squares);
  if (alpha === 0) return;
  const first = pivot - alpha;
  vectors[k * length + k] = 1;
  for (let i = k + 1; i < length; i++) vectors[k * length + i] = block[i * lanes + lane] / first;
  taus[k] = -(first / alpha);
  signs[k] = sign;
}

/**
 * Applies reflections `from` up to, not including, `to` to the four vectors that are interleaved in
 * `block`: x becomes sign (x - (tau x'w) w).
 */
function applyReflections(
  block: Float64Array,
  { length, vectors, taus, signs }: Reflections,
  from: number,
  to: number,
): void {
  const skipEmpty = (start: number): number => {
    let k = start;
    while (k < to && signs[k] === 0) k++;
    return k;
  };
  let k = skipEmpty(from);
  if (k === to) return;
  let [dot0, dot1, dot2, dot3] = [0, 0, 0, 0];
  for (let i = k, at = k * lanes; i < length; i++, at += lanes) {
    const w = vectors[k * length + i];
    dot0 += block[at] * w;
    dot1 += block[at + 1] * w;
    dot2 += block[at + 2] * w;
    dot3 += block[at + 3] * w;
  }
  while (k < to) {
    const next = skipEmpty(k + 1);
    const sign = signs[k];
    const scale0 = dot0 * taus[k];
    const scale1 = dot1 * taus[k];
    const scale2 = dot2 * taus[k];
    const scale3 = dot3 * taus[k];
    dot0 = dot1 = dot2 = dot3 = 0;
    const own = k * length;
    // The next vector w is 0 before its own element; after the last reflection the sums are not used.
    const following = next < to ? next * length : own;
    for (let i = k, at = k * lanes; i < length; i++, at += lanes) {
      const w = vectors[own + i];
      const x0 = (block[at] - scale0 * w) * sign;
      const x1 = (block[at + 1] - scale1 * w) * sign;
      const x2 = (block[at + 2] - scale2 * w) * sign;
      const x3 = (block[at + 3] - scale3 * w) * sign;
      block[at] = x0;
      block[at + 1] = x1;
      block[at + 2] = x2;
      block[at + 3] = x3;
      const nextW = vectors[following + i];
      dot0 += x0 * nextW;
      dot1 += x1 * nextW;
      dot2 += x2 * nextW;
      dot3 += x3 * nextW;
    }
    k = next;
  }
}
