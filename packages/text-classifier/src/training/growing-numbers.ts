const blockLength = 2 ** 20;

/** A list of whole numbers of 32 bits that grows at its end, block by block: none is copied until all are there. */
export class GrowingNumbers {
  #blocks: Int32Array[] = [];
  #block = new Int32Array(1024);
  #used = 0;
  #full = 0;

  get length(): number {
    return this.#full + this.#used;
  }

  push(value: number): void {
    if (this.#used === this.#block.length) this.#extend();
    this.#block[this.#used++] = value;
  }

  /** All of them; the list is empty then. */
  release(): Int32Array<ArrayBuffer> {
    const all = new Int32Array(this.length);
    let at = 0;
    for (const block of [...this.#blocks, this.#block.subarray(0, this.#used)]) {
      all.set(block, at);
      at += block.length;
    }
    this.#blocks = [];
    this.#block = new Int32Array(1024);
    this.#used = 0;
    this.#full = 0;
    return all;
  }

  #extend(): void {
    if (this.#block.length < blockLength) {
      const larger = new Int32Array(2 * this.#block.length);
      larger.set(this.#block);
      this.#block = larger;
      return;
    }
    this.#blocks.push(this.#block);
    this.#full += blockLength;
    this.#block = new Int32Array(blockLength);
    this.#used = 0;
  }
}
