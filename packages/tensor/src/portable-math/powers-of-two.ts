/** log 2 as a sum: 32 bits, whose product with an exponent is exact, and the rest. */
export const logTwo = 0.6931471803691238;
export const logTwoRest = 1.9082149292705877e-10;

const lowest = -1074;
const highest = 1023;

let powers: Float64Array | undefined;

/**
 * 2**exponent, from the smallest float to the largest power. A table: a float made from its bits waits for
 * them to arrive in memory, for as long as all the rest of `exp` or `log` takes.
 */
export function powerOfTwo(exponent: number): number {
  powers ??= computePowers();
  return powers[exponent - lowest];
}

function computePowers(): Float64Array {
  const values = new Float64Array(highest - lowest + 1);
  let power = Number.MIN_VALUE;
  for (let i = 0; i < values.length; i++) {
    values[i] = power;
    power *= 2;
  }
  return values;
}
