/** Whole numbers of 32 bits whose count is not known before, four bytes each. */
export class Int32List {
  #data = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const larger = new Int32Array(Math.ceil(this.#data.length * 1.5));
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.#length++] = value;
  }

  /** A view of what is there; not kept up by later pushes. */
  values(): Int32Array {
    return this.#data.subarray(0, this.#length);
  }
}
