/**
 * Numbers different texts from 0 on, in the order of their first appearance, by hashes of 64 bits: millions of texts
 * take some tens of bytes each. That two of ten million share one by chance has a probability of about 3 in a million.
 */
export class TextNumbers {
  /** One more than a text's number, by its hash; 0 where a slot is free. */
  #table = new Int32Array(2048);
  #low = new Int32Array(1024);
  #high = new Int32Array(1024);
  #size = 0;

  /** How many different texts there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of a text, a new one for a new text. */
  numberOf(text: string): number {
    const { low, high } = hashText(text);
    const slot = this.#slot(low, high);
    if (this.#table[slot] !== 0) return this.#table[slot] - 1;
    if (this.#size === this.#low.length) {
      this.#grow();
      return this.numberOf(text);
    }
    const number = this.#size++;
    this.#low[number] = low;
    this.#high[number] = high;
    this.#table[slot] = number + 1;
    return number;
  }

  /** Where a hash is in the table, or the free slot where it belongs. */
  #slot(low: number, high: number): number {
    const mask = this.#table.length - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const number = this.#table[slot] - 1;
      if (number === -1 || (this.#low[number] === low && this.#high[number] === high)) return slot;
    }
  }

  #grow(): void {
    const capacity = 2 * this.#low.length;
    this.#low = widen(this.#low, capacity);
    this.#high = widen(this.#high, capacity);
    this.#table = new Int32Array(2 * capacity);
    for (let number = 0; number < this.#size; number++) {
      this.#table[this.#slot(this.#low[number], this.#high[number])] = number + 1;
    }
  }
}

/** Two hashes of 32 bits over the UTF-16 units, each mixed in another way. */
function hashText(text: string): { low: number; high: number } {
  let low = text.length;
  let high = ~text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x9e3779b1);
    low ^= low >>> 15;
    high = Math.imul(high ^ unit, 0x85ebca6b);
    high ^= high >>> 13;
  }
  low = Math.imul(low ^ (low >>> 16), 0xc2b2ae35);
  high = Math.imul(high ^ (high >>> 16), 0x27d4eb2f);
  return { low: low ^ (low >>> 13), high: high ^ (high >>> 15) };
}

function widen(values: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const wide = new Int32Array(capacity);
  wide.set(values);
  return wide;
}
