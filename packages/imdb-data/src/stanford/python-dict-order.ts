/**
 * The order in which 64-bit CPython 2.7 iterates over a dict of byte strings, without hash randomisation:
 * the word index of the data set was sorted from such a dict, so the order decides between words of equal
 * count. Numbers of 64 bits are kept as two halves of 32, `high * 2 ** 32 + low`.
 *
 * The dict is a table of 2^k slots with open addressing. It starts with 8; once two thirds of the slots are
 * filled, its entries move in slot order to one with more than four times as many slots as entries, or more
 * than twice as many from 50,001 entries on. Source: Objects/dictobject.c and stringobject.c of CPython 2.7.
 */

const multiplier = 1_000_003;

/** Python 2.7's `hash(bytes)`, as unsigned halves. */
export function pythonStringHash(bytes: Uint8Array): { low: number; high: number } {
  const { length } = bytes;
  if (length === 0) return { low: 0, high: 0 };
  let low = bytes[0] << 7;
  let high = 0;
  for (let i = 0; i < length; i++) {
    // 32 bits times 20 bits stay below 2^53, so the product is exact.
    const product = low * multiplier;
    high = (Math.imul(high, multiplier) + Math.floor(product / 2 ** 32)) >>> 0;
    low = (product ^ bytes[i]) >>> 0;
  }
  low = (low ^ length) >>> 0;
  // -1 means an error in C, so no hash may be it.
  if (low === 0xffff_ffff && high === 0xffff_ffff) low = 0xffff_fffe;
  return { low, high };
}

/**
 * The places of the words in the dict's iteration, for words that went in one after the other:
 * `result[0]` is the index of the word that comes first.
 *
 * @param words distinct
 */
export function pythonDictOrder(words: readonly Uint8Array[]): Int32Array {
  const table = new DictTable();
  for (const word of words) table.insert(word);
  return table.order();
}

const empty = -1;

class DictTable {
  #slots = new Int32Array(8).fill(empty);
  readonly #hashes: { low: number; high: number }[] = [];

  insert(word: Uint8Array): void {
    this.#hashes.push(pythonStringHash(word));
    const filled = this.#hashes.length;
    this.#put(filled - 1);
    if (3 * filled >= 2 * this.#slots.length) this.#grow((filled > 50_000 ? 2 : 4) * filled);
  }

  /** The entries in slot order. */
  order(): Int32Array {
    return this.#slots.filter((entry) => entry !== empty);
  }

  #grow(above: number): void {
    const entries = this.order();
    let size = 8;
    while (size <= above) size *= 2;
    this.#slots = new Int32Array(size).fill(empty);
    for (const entry of entries) this.#put(entry);
  }

  #put(entry: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    // Only the lowest bits of the probe pick a slot, and they depend on no higher ones: 32 bits are enough.
    let { low, high } = this.#hashes[entry];
    let probe = low & mask;
    while (slots[probe & mask] !== empty) {
      probe = (Math.imul(probe, 5) + low + 1) | 0;
      low = ((low >>> 5) | (high << 27)) >>> 0;
      high >>>= 5;
    }
    slots[probe & mask] = entry;
  }
}
