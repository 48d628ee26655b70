/**
 * What dropout draws: the doubles of the Mersenne Twister MT19937, two words each, compared with a rate. The host
 * seeds the stream; a block of its 624 words is renewed and mixed at once, four words at a time.
 *
 * A stream has its words, then of each double of the block the upper 27 and the lower 26 bits, then which double is next.
 */
const words: usize = 624;
const middle: usize = 397;
const doubles: usize = 312;
const uppersAt: usize = words * 4;
const lowersAt: usize = uppersAt + doubles * 4;
const nextAt: usize = lowersAt + doubles * 4;

/** Bytes of a stream. Its block is used up where `next`, the last 4 of them, is the number of doubles. */
export const streamBytes: usize = nextAt + 4;

/**
 * Factors for vectors `starts[t]`, of t from 0 up to `count`, one vector after the other: 0 where the double drawn is
 * below the rate, else `kept`. A vector's numbers are in `parts` runs, each of (place, length) in `runs`.
 *
 * @param upper the upper bits of the least double that is not below the rate, as a whole number of 53 bits
 * @param lower the lower ones
 */
export function drawFactors(
  stream: usize,
  to: usize,
  step: usize,
  starts: usize,
  count: i32,
  runs: usize,
  parts: i32,
  upper: i32,
  lower: i32,
  kept: f32,
): void {
  const uppers = i32x4.splat(upper);
  const lowers = i32x4.splat(lower);
  const factors = f32x4.splat(kept);
  for (let t = 0; t < count; ++t) {
    const vector = to + <usize>load<i32>(starts + (<usize>t << 2)) * step;
    for (let part = 0; part < parts; ++part) {
      const run = runs + (<usize>part << 3);
      let at = vector + (<usize>load<i32>(run) << 2);
      const end = at + (<usize>load<i32>(run, 4) << 2);
      while (at < end) {
        let next = <usize>load<i32>(stream, nextAt);
        if (next == doubles) {
          renew(stream);
          next = 0;
        }
        let drawn = stream + (next << 2);
        const lastDrawn = min(drawn + (end - at), stream + (doubles << 2));
        for (; drawn + 16 <= lastDrawn; drawn += 16, at += 16) {
          const dropped = isBelow(
            v128.load(drawn, uppersAt),
            v128.load(drawn, lowersAt),
            uppers,
            lowers,
          );
          v128.store(at, v128.andnot(factors, dropped));
        }
        for (; drawn < lastDrawn; drawn += 4, at += 4) {
          const dropped = isBelow(
            v128.load32_splat(drawn, uppersAt),
            v128.load32_splat(drawn, lowersAt),
            uppers,
            lowers,
          );
          v128.store_lane<f32>(at, v128.andnot(factors, dropped), 0);
        }
        store<i32>(stream, <i32>((drawn - stream) >> 2), nextAt);
      }
    }
  }
}

/** Lanes of all ones where (upper, lower) are below the others, as numbers of two digits. */
@inline
function isBelow(upper: v128, lower: v128, uppers: v128, lowers: v128): v128 {
  const equal = v128.and(i32x4.eq(upper, uppers), i32x4.lt_s(lower, lowers));
  return v128.or(i32x4.lt_s(upper, uppers), equal);
}

/** The next block of words, and its doubles. */
function renew(stream: usize): void {
  const split = words - middle;
  const splitAt = stream + split * 4;
  const end = stream + words * 4;
  // Whole vectors: one word too many is twisted before the split, three after the end, where doubles are written below.
  const first = load<i32>(splitAt);
  for (let at = stream; at < splitAt; at += 16) twistWords(at, at + middle * 4);
  store<i32>(splitAt, first);
  // After the last word comes the first.
  store<i32>(end, load<i32>(stream));
  for (let at = splitAt; at < end; at += 16) twistWords(at, at - split * 4);

  for (let i: usize = 0; i < doubles * 4; i += 16) {
    const pairs = stream + i * 2;
    const a = v128.load(pairs);
    const b = v128.load(pairs, 16);
    const upper = temper(v128.shuffle<i32>(a, b, 0, 2, 4, 6));
    const lower = temper(v128.shuffle<i32>(a, b, 1, 3, 5, 7));
    v128.store(stream + i, i32x4.shr_u(upper, 5), uppersAt);
    v128.store(stream + i, i32x4.shr_u(lower, 6), lowersAt);
  }
}

/** The upper bit of each word and the lower 31 of the next, times the generator's matrix, mixed with `other`. */
@inline
function twistWords(at: usize, other: usize): void {
  const next = v128.load(at, 4);
  const joined = v128.bitselect(v128.load(at), next, i32x4.splat(0x80000000));
  const odd = i32x4.neg(v128.and(next, i32x4.splat(1)));
  const product = v128.xor(i32x4.shr_u(joined, 1), v128.and(odd, i32x4.splat(0x9908b0df)));
  v128.store(at, v128.xor(v128.load(other), product));
}

@inline
function temper(given: v128): v128 {
  let word = v128.xor(given, i32x4.shr_u(given, 11));
  word = v128.xor(word, v128.and(i32x4.shl(word, 7), i32x4.splat(0x9d2c5680)));
  word = v128.xor(word, v128.and(i32x4.shl(word, 15), i32x4.splat(0xefc60000)));
  return v128.xor(word, i32x4.shr_u(word, 18));
}
