/**
 * The natural logarithm, rounded from some 70 bits. `Math.log` is off by one unit in the last place now
 * and then, which is enough for 3 normal numbers in 100 to differ from NumPy's.
 *
 *   x = 2**e * m,   c = the multiple of 1/128 nearest m,   r = (m - c) / c
 *   log x = e log 2 + log c + (r - r**2 / 2 + r**3 / 3 - ...)
 *
 * log c and log 2 are kept as a sum of two floats, and so are r and its square.
 */

/** A number as the sum of two floats, the second below the resolution of the first. */
type Pair = readonly [upper: number, lower: number];

const steps = 128;
const lowestStep = 90; // below sqrt(1/2) * 128
const highestStep = 182; // above sqrt(2) * 128

interface Tables {
  readonly log2: Pair;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
}

let tables: Tables | undefined;
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer); // little-endian, as every platform of JavaScript is

/** log x for a normal float x above 0. */
export function preciseLog(x: number): number {
  tables ??= computeTables();
  float[0] = x;
  let exponent = (words[1] >>> 20) - 1023;
  words[1] = (words[1] & 0xfffff) | 0x3ff00000;
  let m = float[0];
  if (m > Math.SQRT2) {
    m /= 2;
    exponent++;
  }
  const step = Math.round(m * steps);
  const c = step / steps;

  // r, and what rounding took from it: c has 8 bits, so that halves of r times c are exact.
  const difference = m - c;
  const r = difference / c;
  const [rUpper, rLower] = halves(r);
  const rest = (difference - rUpper * c - rLower * c) / c;

  // r**2 / 2 likewise; the products of halves are exact.
  const square = r * r;
  const squareRest =
    rUpper * rUpper - square + 2 * rUpper * rLower + rLower * rLower + 2 * r * rest;
  const cubeOn =
    r * square * (1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r / 8)))));

  // From the largest to the smallest, each sum's rounding error carried along.
  const whole = exponent * tables.log2[0]; // exact: log2[0] has 32 bits
  const logC = tables.upper[step - lowestStep];
  const a = whole + logC;
  const aRest = whole === 0 ? 0 : logC - (a - whole);
  const b = a + r;
  const bRest = a === 0 ? 0 : r - (b - a);
  const d = b - square / 2;
  const dRest = -square / 2 - (d - b);
  const small = exponent * tables.log2[1] + tables.lower[step - lowestStep] + rest - squareRest / 2;
  return d + (cubeOn + (aRest + bRest + dRest + small));
}

/** A float as the sum of two of 26 bits. */
function halves(x: number): Pair {
  const scaled = x * (2 ** 27 + 1);
  const upper = scaled - (scaled - x);
  return [upper, x - upper];
}

/** log 2 and log c for each c, summed as whole numbers of 2**-140. */
function computeTables(): Tables {
  const unit = 2n ** 140n;
  // log(p / q) = 2 (z + z**3 / 3 + z**5 / 5 + ...), z = (p - q) / (p + q)
  const log = (p: bigint, q: bigint): bigint => {
    let power = ((p - q) * unit) / (p + q);
    let sum = 0n;
    for (let k = 1n; power !== 0n; k += 2n) {
      sum += power / k;
      power = (power * (p - q) ** 2n) / (p + q) ** 2n;
    }
    return 2n * sum;
  };
  const toFloat = (value: bigint): number => Number(value) / 2 ** 140;
  const log2 = log(2n, 1n);
  const log2Upper = (log2 >> 108n) << 108n;
  const upper = new Float64Array(highestStep - lowestStep + 1);
  const lower = new Float64Array(upper.length);
  for (let i = 0; i < upper.length; i++) {
    const value = log(BigInt(i + lowestStep), BigInt(steps));
    upper[i] = toFloat(value);
    lower[i] = toFloat(value - BigInt(upper[i] * 2 ** 140));
  }
  return { log2: [toFloat(log2Upper), toFloat(log2 - log2Upper)], upper, lower };
}
