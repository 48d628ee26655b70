/** The QR decomposition, by Householder reflections: mathjs's, from the entry that suits the host. */
import { createMathjs } from "#mathjs";
import type { MathjsInstance } from "./mathjs-instance.ts";

let ownMathjs: MathjsInstance | undefined;

/**
 * The reduced QR decomposition of an m x n matrix with m >= n, as rows: `q` of m x n with orthonormal
 * columns, `r` of n x n upper triangular, `q r` the matrix.
 */
export function reducedQr(rows: number[][]): { q: number[][]; r: number[][] } {
  ownMathjs ??= withPlainNumbers();
  const { Q, R } = ownMathjs.qr(rows);
  const n = rows[0].length;
  return { q: Q.map((row) => row.slice(0, n)), r: R.slice(0, n) };
}

/**
 * An instance of our own whose scalar functions know numbers alone. Choosing among numbers, complex
 * numbers and fractions at each step makes the decomposition some fifteen times slower.
 */
function withPlainNumbers(): MathjsInstance {
  const own = createMathjs();
  own.import(
    {
      addScalar: (a: number, b: number) => a + b,
      subtractScalar: (a: number, b: number) => a - b,
      multiplyScalar: (a: number, b: number) => a * b,
      divideScalar: (a: number, b: number) => a / b,
      unaryMinus: (a: number) => -a,
      conj: (a: number) => a,
      equal: (a: number, b: number) => a === b,
      isZero: (a: number) => a === 0,
      sign: Math.sign,
      sqrt: Math.sqrt,
    },
    { override: true },
  );
  return own;
}
