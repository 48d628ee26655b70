import type { MT19937 } from "./mt19937.ts";

/**
 * Whole numbers from 0 to `range`, all equally likely, by masked rejection: take as many random bits as
 * `range` has, and again while they exceed it. How many words that uses is part of the stream, so these
 * follow NumPy's legacy generator draw for draw. A range of 0 draws nothing.
 */

/** One number from 0 to `range`, which is below 2**32. */
export function drawBelow(generator: MT19937, range: number): number {
  if (range === 0) return 0;
  const mask = maskOf(range);
  let drawn: number;
  do drawn = (generator.nextBits() & mask) >>> 0;
  while (drawn > range);
  return drawn;
}

/**
 * `count` sums of `low` and a number from 0 to `range`, which is below 2**32; modulo 2**32. Types
 * narrower than 32 bits cut each word into pieces of `bits` bits, the lowest first; what is left of the
 * last word is dropped.
 */
export function drawBounded(
  generator: MT19937,
  low: number,
  range: number,
  bits: 1 | 8 | 16 | 32,
  count: number,
): Uint32Array<ArrayBuffer> {
  const drawn = new Uint32Array(count);
  if (range === 0) return drawn.fill(low);
  const mask = maskOf(range);
  let word = 0;
  let piecesLeft = 0;
  for (let i = 0; i < count; i++) {
    let offset: number;
    do {
      if (piecesLeft === 0) {
        word = generator.nextBits();
        piecesLeft = 32 / bits;
      } else {
        word >>>= bits;
      }
      piecesLeft--;
      offset = (word & mask) >>> 0;
    } while (offset > range);
    drawn[i] = low + offset;
  }
  return drawn;
}

/** `count` numbers from 0 to `range`, which is 2**32 or more: two words each, the upper one first. */
export function drawWide(generator: MT19937, range: bigint, count: number): BigUint64Array {
  const upperRange = Number(range >> 32n);
  const lowerRange = Number(range & 0xffffffffn);
  const mask = maskOf(upperRange);
  const drawn = new BigUint64Array(count);
  const words = new Uint32Array(drawn.buffer); // little-endian, as every platform of JavaScript is
  for (let i = 0; i < count; i++) {
    let upper: number;
    let lower: number;
    do {
      upper = (generator.nextBits() & mask) >>> 0;
      lower = generator.nextUint32();
    } while (upper > upperRange || (upper === upperRange && lower > lowerRange));
    words[2 * i] = lower;
    words[2 * i + 1] = upper;
  }
  return drawn;
}

/** The smallest number of the form 2**k - 1 that is not below `range`. */
function maskOf(range: number): number {
  return range === 0 ? 0 : 0xffffffff >>> Math.clz32(range);
}
