/**
 * The words of texts, numbered from 0 as they first come. It works on UTF-8 bytes throughout: 12 million
 * words pass through, and a string for each would cost several times the time.
 *
 * What a word is: A to Z become small letters, other letters stay as they are; punctuation, tab and newline
 * part words as a space does; no other space does (a carriage return, U+0085 and U+00A0 are letters here).
 */
import type { Int32List } from "./int32-list.ts";

const space = 0x20;

/** Each byte as it is in a word; what separates words, as a space. All of these are ASCII. */
const letters = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~\t\n]/.test(character)) return space;
  return /[A-Z]/.test(character) ? byte + 0x20 : byte;
});

export class WordTable {
  /** Word numbers plus one by the low bits of their hash, the next slot being taken where one is; 0: free. */
  #slots = new Int32Array(2 ** 10);
  #hashes = new Int32Array(2 ** 9);
  /** All words, one after the other; word `i` ends at `#ends[i]`. */
  #bytes = new Uint8Array(2 ** 12);
  #ends = new Int32Array(2 ** 9);
  #size = 0;
  /** Different in each run, so that no archive can be made whose words all meet in one slot. */
  readonly #seed = Math.floor(Math.random() * 2 ** 32) | 0;

  /** How many different words there are. */
  get size(): number {
    return this.#size;
  }

  /** The UTF-8 bytes of a word; a view. */
  word(number: number): Uint8Array {
    return this.#bytes.subarray(this.#start(number), this.#ends[number]);
  }

  /** Appends to `numbers` that of each word of the text. */
  addText(text: Uint8Array, numbers: Int32List): void {
    let hash = this.#seed;
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const letter = letters[text[i]];
      if (letter !== space) {
        hash = Math.imul(hash ^ letter, 0x0100_0193);
        hash ^= hash >>> 15;
      } else {
        if (i > start) numbers.push(this.#numberOf(text, start, i, hash));
        start = i + 1;
        hash = this.#seed;
      }
    }
    if (text.length > start) numbers.push(this.#numberOf(text, start, text.length, hash));
  }

  #start(number: number): number {
    return number === 0 ? 0 : this.#ends[number - 1];
  }

  #numberOf(text: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const number = this.#slots[slot] - 1;
      if (number < 0) return this.#add(text, start, end, hash, slot);
      if (this.#hashes[number] === hash && this.#equals(number, text, start, end)) return number;
      slot = (slot + 1) & mask;
    }
  }

  #equals(number: number, text: Uint8Array, start: number, end: number): boolean {
    const begin = this.#start(number);
    if (this.#ends[number] - begin !== end - start) return false;
    for (let i = start; i < end; i++) {
      if (this.#bytes[begin + i - start] !== letters[text[i]]) return false;
    }
    return true;
  }

  #add(text: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const number = this.#size++;
    const begin = this.#start(number);
    const last = begin + end - start;
    while (last > this.#bytes.length) this.#bytes = grow(this.#bytes, Uint8Array);
    for (let i = start; i < end; i++) this.#bytes[begin + i - start] = letters[text[i]];
    this.#ends[number] = last;
    this.#hashes[number] = hash;
    this.#slots[slot] = number + 1;
    if (this.#size === this.#ends.length) this.#grow();
    return number;
  }

  /** Twice as many slots, half of which are then free at least. */
  #grow(): void {
    this.#ends = grow(this.#ends, Int32Array);
    this.#hashes = grow(this.#hashes, Int32Array);
    const slots = new Int32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let slot = this.#hashes[number] & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

function grow<T extends Uint8Array | Int32Array>(array: T, type: new (length: number) => T): T {
  const larger = new type(2 * array.length);
  larger.set(array);
  return larger;
}
