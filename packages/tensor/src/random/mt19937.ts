/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998): 624 words of 32 bits, renewed as one
 * block, then read one after the other through a bit mixing called tempering. Seeded and read as NumPy
 * does it; nothing statistical is here.
 *
 * The state is `key`, the untempered words, and `position`, the next one to read; at 624 the block is
 * used up.
 */

/** The number of words in the state. */
export const stateLength = 624;

/** Word i of a new block mixes the old words i, i + 1 and i + 397. */
const middle = 397;

/** The bit generator. */
export class MT19937 {
  readonly key: Uint32Array = new Uint32Array(stateLength);
  position = stateLength;

  /** Starts from one word: each word of the state is a linear step from the one before it. */
  seedByNumber(seed: number): void {
    const { key } = this;
    key[0] = seed;
    for (let i = 1; i < stateLength; i++) {
      key[i] = Math.imul(1812433253, key[i - 1] ^ (key[i - 1] >>> 30)) + i;
    }
    this.position = stateLength;
  }

  /** Starts from words: they are mixed into the state of a fixed seed, round and round. */
  seedByArray(words: ArrayLike<number>): void {
    this.seedByNumber(19650218);
    const { key } = this;
    let i = 1;
    const next = (): void => {
      if (++i === stateLength) {
        key[0] = key[stateLength - 1];
        i = 1;
      }
    };
    for (let step = 0; step < Math.max(stateLength, words.length); step++, next()) {
      const j = step % words.length;
      const mixed = Math.imul(key[i - 1] ^ (key[i - 1] >>> 30), 1664525);
      key[i] = (key[i] ^ mixed) + words[j] + j;
    }
    for (let step = 1; step < stateLength; step++, next()) {
      const mixed = Math.imul(key[i - 1] ^ (key[i - 1] >>> 30), 1566083941);
      key[i] = (key[i] ^ mixed) - i;
    }
    key[0] = 0x80000000; // so that no seed gives the state of zeros, which would stay
  }

  /** 32 random bits, as JavaScript's bit operators give them: from -(2**31) to 2**31 - 1. */
  nextBits(): number {
    if (this.position === stateLength) this.#renew();
    let word = this.key[this.position++] | 0;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return word ^ (word >>> 18);
  }

  /** A whole number from 0 to 2**32 - 1. */
  nextUint32(): number {
    return this.nextBits() >>> 0;
  }

  /** A float from 0 up to, not including, 1: 53 bits of two words. */
  nextDouble(): number {
    const upper = this.nextBits() >>> 5;
    const lower = this.nextBits() >>> 6;
    return (upper * 2 ** 26 + lower) / 2 ** 53;
  }

  /** As many of these as the array has room for. */
  fillDoubles(values: Float64Array): void {
    for (let i = 0; i < values.length; i++) {
      const upper = this.nextBits() >>> 5;
      const lower = this.nextBits() >>> 6;
      values[i] = (upper * 2 ** 26 + lower) / 2 ** 53;
    }
  }

  /** The next block, in place. */
  #renew(): void {
    const { key } = this;
    const split = stateLength - middle;
    for (let i = 0; i < split; i++) key[i] = key[i + middle] ^ twist(key[i], key[i + 1]);
    for (let i = split; i < stateLength - 1; i++) {
      key[i] = key[i - split] ^ twist(key[i], key[i + 1]);
    }
    key[stateLength - 1] = key[middle - 1] ^ twist(key[stateLength - 1], key[0]);
    this.position = 0;
  }
}

/** The upper bit of one word and the lower 31 of the next, times the generator's matrix. */
function twist(word: number, next: number): number {
  const joined = (word & 0x80000000) | (next & 0x7fffffff);
  return (joined >>> 1) ^ (-(next & 1) & 0x9908b0df);
}
