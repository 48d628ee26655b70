/**
 * All n-grams of all lengths as one tree: a node is an n-gram, its parent the same without its last symbol
 * (a word's number or a character's code point), and the root, node 0, the empty one. Nodes are numbered
 * as they come, a parent always before its children. One hash table, open addressing, holds all edges, so
 * that a text's n-grams cost one look-up each and no string is ever put together.
 */
export class NgramTrie {
  #parents: Int32Array<ArrayBuffer>;
  #symbols: Int32Array<ArrayBuffer>;
  /** Node numbers by the hash of (parent, symbol); 0 where a slot is free. */
  #table: Int32Array;
  #size = 1;

  constructor(capacity = 1024) {
    this.#parents = new Int32Array(capacity);
    this.#symbols = new Int32Array(capacity);
    this.#table = new Int32Array(2 * capacity);
    this.#parents[0] = -1;
  }

  /** A tree of given nodes; `parents[n]` is below n, for all but the root. */
  static from(parents: Int32Array, symbols: Int32Array): NgramTrie {
    let capacity = 1024;
    while (capacity < parents.length) capacity *= 2;
    const trie = new NgramTrie(capacity);
    for (let node = 1; node < parents.length; node++)
      trie.ensureChild(parents[node], symbols[node]);
    return trie;
  }

  /** The number of nodes, the root among them. */
  get size(): number {
    return this.#size;
  }

  /** The parent of each node; -1 of the root. */
  get parents(): Int32Array<ArrayBuffer> {
    return this.#parents.subarray(0, this.#size);
  }

  /** The last symbol of each node's n-gram. */
  get symbols(): Int32Array<ArrayBuffer> {
    return this.#symbols.subarray(0, this.#size);
  }

  /** The n-gram of `parent` and one symbol more, or -1 where there is none. */
  child(parent: number, symbol: number): number {
    const node = this.#table[this.#slot(parent, symbol)];
    return node === 0 ? -1 : node;
  }

  /** The same, added where there is none. */
  ensureChild(parent: number, symbol: number): number {
    const slot = this.#slot(parent, symbol);
    const found = this.#table[slot];
    if (found !== 0) return found;
    if (this.#size === this.#parents.length) {
      this.#grow();
      return this.ensureChild(parent, symbol);
    }
    const node = this.#size++;
    this.#parents[node] = parent;
    this.#symbols[node] = symbol;
    this.#table[slot] = node;
    return node;
  }

  /** The symbols of a node's n-gram, in reading order. */
  path(node: number): number[] {
    const path: number[] = [];
    for (let at = node; at > 0; at = this.#parents[at]) path.push(this.#symbols[at]);
    return path.toReversed();
  }

  /** Where the edge is in the table, or the free slot where it belongs. */
  #slot(parent: number, symbol: number): number {
    const mask = this.#table.length - 1;
    let slot = mixHash(parent, symbol) & mask;
    for (;;) {
      const node = this.#table[slot];
      if (node === 0 || (this.#parents[node] === parent && this.#symbols[node] === symbol)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const capacity = 2 * this.#parents.length;
    this.#parents = widen(this.#parents, capacity);
    this.#symbols = widen(this.#symbols, capacity);
    this.#table = new Int32Array(2 * capacity);
    for (let node = 1; node < this.#size; node++) {
      this.#table[this.#slot(this.#parents[node], this.#symbols[node])] = node;
    }
  }
}

/** A hash of an n-gram that is longer by one symbol, from that of the shorter: 32 bits, well mixed. */
export function mixHash(hash: number, symbol: number): number {
  let mixed = Math.imul(hash ^ Math.imul(symbol, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function widen(values: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const wide = new Int32Array(capacity);
  wide.set(values);
  return wide;
}
