import { exponential, one, pairs, product, quotient } from "./fixed-point.ts";

/** The table has a number every 1/32. */
const steps = 32;
/** tanh x rounds to 1 from 19.0615 on. */
const lastStep = 610;
const end = lastStep / steps;
/** Added and taken away again, it leaves the nearest whole number, an even one where two are as near. */
const rounding = 1.5 * 2 ** 52;

let table: Float64Array | undefined;

/**
 * The hyperbolic tangent, within 0.56 units in the last place. With p the multiple of 1/32 nearest x,
 * c = tanh p, r = x - p and t = tanh r = r - r**3 / 3 + 2 r**5 / 15 - ..., of which u is all but r,
 *
 *   tanh x = (c + t) / (1 + c t) = c + r + (u (1 - c**2) - r c (c + t)) / (1 + c t)
 *
 * where the fraction is small beside c + r, and so are its errors. tanh(-x) is -tanh x to the bit.
 */
export function tanh(x: number): number {
  if (!(Math.abs(x) < end)) {
    if (Number.isNaN(x)) return x;
    return x < 0 ? -1 : 1;
  }
  table ??= computeTable();
  const step = (x * steps + rounding - rounding) | 0;
  const place = 2 * (step + lastStep);
  const c = table[place];
  const r = x - step / steps;
  const square = r * r;
  const u =
    r *
    square *
    (-1 / 3 + square * (2 / 15) + square * square * (-17 / 315 + square * (62 / 2835)));
  const t = r + u;
  const fraction = (u * (1 - c * c) - r * c * (c + t)) / (1 + c * t);
  const sum = c + r;
  const rest = r - (sum - c);
  return x === 0 ? x : sum + (rest + (table[place + 1] + fraction));
}

/** tanh p = (e**2p - 1) / (e**2p + 1) for each p from -610/32 to 610/32. */
function computeTable(): Float64Array {
  const ratio = exponential(quotient(2n, BigInt(steps)));
  const values = [0n];
  let power = one;
  for (let step = 1; step <= lastStep; step++) {
    power = product(power, ratio);
    values.push(quotient(power - one, power + one));
  }
  const negatives = values.slice(1).map((value) => -value);
  return pairs([...negatives.toReversed(), ...values]);
}
