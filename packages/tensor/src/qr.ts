// oxlint-disable-next-line typescript/triple-slash-reference -- whoever compiles this file needs the types, and an import cannot name them.
/// <reference path="./mathjs-bundle.d.ts" />
/**
 * The QR decomposition, by Householder reflections: mathjs's. This is the one file that imports it, and
 * it takes the package's bundled file: importing "mathjs" itself makes Node read more than a thousand
 * modules, seven times as long.
 */
import mathjs from "mathjs/lib/browser/math.js";

let ownMathjs: typeof mathjs | undefined;

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
function withPlainNumbers(): typeof mathjs {
  const own = mathjs.create();
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
