/**
 * exp, log and tanh of a float in whole numbers of 2**-300, from their series alone; and how far a float is
 * from that.
 */

const bits = 300;
const one = 1n << BigInt(bits);

/** digits * 2**exponent. */
interface Exact {
  readonly digits: bigint;
  readonly exponent: number;
}

const float = new Float64Array(1);
const word = new BigUint64Array(float.buffer);

/** A finite float as it is. */
function exactly(x: number): Exact {
  float[0] = Math.abs(x);
  const field = Number(word[0] >> 52n);
  const fraction = word[0] & ((1n << 52n) - 1n);
  const digits = field === 0 ? fraction : fraction | (1n << 52n);
  return { digits: x < 0 ? -digits : digits, exponent: Math.max(field, 1) - 1075 };
}

/** digits * 2**exponent as a whole number of 2**-place, cut off. */
function fixed({ digits, exponent }: Exact, place = bits): bigint {
  const shift = BigInt(exponent + place);
  return shift >= 0n ? digits << shift : digits >> -shift;
}

/** 2 atanh(z) for |z| < 1, which is log((1 + z) / (1 - z)). */
function twiceAtanh(z: bigint): bigint {
  const square = (z * z) >> BigInt(bits);
  let sum = 0n;
  let power = z;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    sum += power / k;
    power = (power * square) >> BigInt(bits);
  }
  return 2n * sum;
}

const log2 = twiceAtanh(one / 3n);

export function exactExp(x: number): Exact {
  const value = fixed(exactly(x));
  let exponent = value / log2;
  if (value < 0n) exponent--;
  const r = value - exponent * log2;
  let sum = 0n;
  let term = one;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = (term * r) / (one * k);
  }
  return { digits: sum, exponent: Number(exponent) - bits };
}

export function exactLog(x: number): Exact {
  const { digits, exponent } = exactly(x);
  const length = digits.toString(2).length;
  const m = fixed({ digits, exponent: -length }); // from 1/2 to 1
  const z = ((m - one) << BigInt(bits)) / (m + one);
  return { digits: BigInt(exponent + length) * log2 + twiceAtanh(z), exponent: -bits };
}

/** For |x| above 2**-60, below which the series ends before its digits do. */
export function exactTanh(x: number): Exact {
  const e = fixed(exactExp(2 * x));
  return { digits: ((e - one) << BigInt(bits)) / (e + one), exponent: -bits };
}

/** How many units in the last place a float is from an exact number other than 0. */
export function unitsBetween(found: number, exact: Exact): number {
  const length = exact.digits.toString(2).replace("-", "").length;
  const unit = Math.max(exact.exponent + length - 53, -1074);
  const difference = fixed(exactly(found), 100 - unit) - fixed(exact, 100 - unit);
  return Math.abs(Number(difference)) / 2 ** 100;
}
