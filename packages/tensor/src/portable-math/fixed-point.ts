/**
 * What the tables of this folder are computed with, at their first use: whole numbers of 2**-140. A table
 * holds each number as a pair of floats, the nearest and, after it, what that leaves.
 */
const fractionBits = 140n;

/** 1. */
export const one = 1n << fractionBits;

/** a / b. */
export function quotient(a: bigint, b: bigint): bigint {
  return (a << fractionBits) / b;
}

/** a b, cut off. */
export function product(a: bigint, b: bigint): bigint {
  return (a * b) >> fractionBits;
}

/** e**x = 1 + x + x**2 / 2 + x**3 / 6 + ..., for an x of at most 1. */
export function exponential(x: bigint): bigint {
  let sum = 0n;
  let term = one;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = product(term, x) / k;
  }
  return sum;
}

/** log(p / q) = 2 (z + z**3 / 3 + z**5 / 5 + ...), z = (p - q) / (p + q). */
export function logarithm(p: bigint, q: bigint): bigint {
  const square = (p - q) ** 2n;
  const divisor = (p + q) ** 2n;
  let power = quotient(p - q, p + q);
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power = (power * square) / divisor;
  }
  return 2n * sum;
}

/** The pairs of the given numbers, one after the other. */
export function pairs(values: readonly bigint[]): Float64Array {
  const toFloat = (value: bigint): number => Number(value) / Number(one);
  return Float64Array.from(
    values.flatMap((value) => {
      const nearest = toFloat(value);
      return [nearest, toFloat(value - BigInt(nearest * Number(one)))];
    }),
  );
}
