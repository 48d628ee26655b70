const blockLength = 2 ** 20;

/** A list of 32-bit whole numbers that grows at its end, block by block, so that it never needs twice its memory. */
export class GrowableInt32 {
  readonly #full: Int32Array[] = [];
  #block = new Int32Array(1024);
  #used = 0;

  get length(): number {
    return this.#full.length * blockLength + this.#used;
  }

  push(value: number): void {
    if (this.#used === this.#block.length) this.#grow();
    this.#block[this.#used++] = value;
  }

  /** The numbers, and an empty list. */
  release(): Int32Array<ArrayBuffer> {
    const numbers = new Int32Array(this.length);
    this.#full.forEach((block, n) => {
      numbers.set(block, n * blockLength);
    });
    numbers.set(this.#block.subarray(0, this.#used), this.#full.length * blockLength);
    this.#full.length = 0;
    this.#used = 0;
    return numbers;
  }

  /** Calls `take` with each number, and empties the list. */
  drain(take: (value: number) => void): void {
    for (const block of this.#full) for (const value of block) take(value);
    for (let at = 0; at < this.#used; at++) take(this.#block[at]);
    this.#full.length = 0;
    this.#used = 0;
  }

  #grow(): void {
    const isFull = this.#block.length === blockLength;
    const block = new Int32Array(Math.min(blockLength, 4 * this.#block.length));
    if (isFull) {
      this.#full.push(this.#block);
      this.#used = 0;
    } else {
      block.set(this.#block);
    }
    this.#block = block;
  }
}
