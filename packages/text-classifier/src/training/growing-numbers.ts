/** As many numbers as a block holds; a power of 2. */
const blockLength = 2 ** 20;
const blockBits = 20;
const inBlock = blockLength - 1;

/** Whole numbers from 0 on in blocks of 1,048,576, the last one shorter, in 16 bits where these hold them, else in 32. */
export type NumberBlocks = readonly (Uint16Array | Int32Array)[];

/** The number at a place. */
export function numberAt(blocks: NumberBlocks, at: number): number {
  return blocks[at >>> blockBits][at & inBlock];
}

/** A list of whole numbers from 0 on that grows at its end, block by block: none is copied once it is full. */
export class GrowingNumbers {
  readonly #blocks: (Uint16Array | Int32Array)[] = [];
  #block: Uint16Array | Int32Array = new Uint16Array(1024);
  #used = 0;

  get length(): number {
    return this.#blocks.length * blockLength + this.#used;
  }

  push(value: number): void {
    if (this.#used === this.#block.length) this.#extend();
    if (value >= 2 ** 16 && this.#block instanceof Uint16Array) this.#widen();
    this.#block[this.#used++] = value;
  }

  /** All of them. */
  finish(): NumberBlocks {
    return [...this.#blocks, this.#block.slice(0, this.#used)];
  }

  #extend(): void {
    const Numbers = this.#block instanceof Uint16Array ? Uint16Array : Int32Array;
    if (this.#block.length < blockLength) {
      const larger = new Numbers(2 * this.#block.length);
      larger.set(this.#block);
      this.#block = larger;
      return;
    }
    this.#blocks.push(this.#block);
    this.#block = new Numbers(blockLength);
    this.#used = 0;
  }

  /** From the first number on that takes more than 16 bits. */
  #widen(): void {
    const wide = new Int32Array(this.#block.length);
    wide.set(this.#block);
    this.#block = wide;
  }
}
