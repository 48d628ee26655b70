import { exponential, logarithm, pairs } from "./fixed-point.ts";
import { logTwo, logTwoRest, powerOfTwo } from "./powers-of-two.ts";

/** The steps that a doubling of the result is cut into. */
const steps = 32;
const stepsPerUnit = 46.16624130844683; // 32 / log 2
const lowestInput = -746; // below -1075 log 2, where the result rounds to 0
const highestInput = 709.782712893384; // the last float with a finite result

let table: Float64Array | undefined;

/**
 * e**x, within 0.55 units in the last place; within 0.78 where the result is below 2**-1022.
 *
 *   x = (32 e + j) log 2 / 32 + r        e**x = 2**e 2**(j/32) (1 + r + r**2 / 2 + r**3 / 6 + ...)
 */
export function exp(x: number): number {
  if (!(x >= lowestInput && x <= highestInput)) {
    if (Number.isNaN(x)) return x;
    return x < 0 ? 0 : Infinity;
  }
  table ??= computeTable();
  const step = Math.floor(x * stepsPerUnit + 0.5) | 0;
  const r = x - step * (logTwo / steps) - step * (logTwoRest / steps);
  const more = r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720))));
  const place = 2 * (step & (steps - 1));
  const root = table[place];
  const mantissa = root + (table[place + 1] + root * (r + more));
  const exponent = step >> 5;
  if (exponent >= -1022 && exponent <= 1023) return mantissa * powerOfTwo(exponent);
  // Where 2**exponent is not a float: half of it is exact, and the other half rounds once.
  const half = exponent >> 1;
  return mantissa * powerOfTwo(half) * powerOfTwo(exponent - half);
}

/** 2**(j / 32) for each j. */
function computeTable(): Float64Array {
  const step = logarithm(2n, 1n) / BigInt(steps);
  return pairs(Array.from({ length: steps }, (_, j) => exponential(step * BigInt(j))));
}
