/** A list of 32-bit whole numbers that grows at its end. */
export class GrowableInt32 {
  #data: Int32Array;
  length = 0;

  constructor(capacity = 1024) {
    this.#data = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.#data.length) {
      const data = new Int32Array(2 * this.length);
      data.set(this.#data);
      this.#data = data;
    }
    this.#data[this.length++] = value;
  }

  /** The numbers so far, a view that the next `push` may leave behind. */
  view(): Int32Array {
    return this.#data.subarray(0, this.length);
  }
}
