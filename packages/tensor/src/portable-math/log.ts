import { logarithm, pairs } from "./fixed-point.ts";
import { logTwo, logTwoRest, powerOfTwo } from "./powers-of-two.ts";

const steps = 128;
const lowestStep = 90; // below sqrt(1/2) * 128
const highestStep = 182; // above sqrt(2) * 128
const smallestNormal = 2 ** -1022;
/** The upper word of sqrt(1/2). */
const lowestMantissa = 0x3fe6a09f;
const splitter = 2 ** 27 + 1;

const float = new Float64Array(1);
const words = new Int32Array(float.buffer); // little-endian, as every platform of JavaScript is

let table: Float64Array | undefined;

/**
 * The natural logarithm, rounded from some 70 bits: within 0.501 units in the last place. `Math.log` is off
 * by one now and then, which is enough for 3 normal numbers in 100 to differ from NumPy's.
 *
 *   x = 2**e * m,   c = the multiple of 1/128 nearest m,   r = (m - c) / c
 *   log x = e log 2 + log c + (r - r**2 / 2 + r**3 / 3 - ...)
 *
 * log c and log 2 are kept as a sum of two floats, the second below the resolution of the first, and so
 * are r and its square.
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) {
    if (x === 0) return -Infinity;
    return x > 0 ? x : Number.NaN;
  }
  return x < smallestNormal ? logOf(x * 2 ** 54, -54) : logOf(x, 0);
}

/** log(x * 2**shift) for a normal x. */
function logOf(x: number, shift: number): number {
  table ??= computeTable();
  float[0] = x;
  const normalize = (words[1] - lowestMantissa) >> 20;
  const m = x * powerOfTwo(-normalize);
  const exponent = normalize + shift;
  const step = Math.floor(m * steps + 0.5) | 0;
  const c = step / steps;
  const place = 2 * (step - lowestStep);

  // r, and what rounding took from it: c has 8 bits, so that the products of r's halves and c are exact.
  const difference = m - c;
  const r = difference / c;
  const scaled = r * splitter;
  const rUpper = scaled - (scaled - r);
  const rLower = r - rUpper;
  const rest = (difference - rUpper * c - rLower * c) / c;

  // The same for r**2 / 2; the products of halves are exact.
  const square = r * r;
  const squareRest =
    rUpper * rUpper - square + 2 * rUpper * rLower + rLower * rLower + 2 * r * rest;
  const cubeOn =
    r * square * (1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r / 8)))));

  // From the largest to the smallest, each sum's rounding error carried along.
  const whole = exponent * logTwo;
  const logC = table[place];
  const a = whole + logC;
  const aRest = whole === 0 ? 0 : logC - (a - whole);
  const b = a + r;
  const bRest = a === 0 ? 0 : r - (b - a);
  const d = b - square / 2;
  const dRest = -square / 2 - (d - b);
  const small = exponent * logTwoRest + table[place + 1] + rest - squareRest / 2;
  return d + (cubeOn + (aRest + bRest + dRest + small));
}

/** log c for each c. */
function computeTable(): Float64Array {
  return pairs(
    Array.from({ length: highestStep - lowestStep + 1 }, (_, i) =>
      logarithm(BigInt(i + lowestStep), BigInt(steps)),
    ),
  );
}
