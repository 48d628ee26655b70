import { formatShape } from "./shape.ts";

/**
 * Rows of whole numbers that differ in length, in one array: row `i` is
 * `values.subarray(rowOffsets[i], rowOffsets[i + 1])`. 25,000 reviews are two typed arrays here instead
 * of 25,000 small ones.
 *
 * @example
 * ```ts
 * const reviews = RaggedTensor.fromArrays([[1, 14, 22], [1, 194]]);
 * reviews.filter((id) => id > 2).toArrays(); // => [[14, 22], [194]]
 * ```
 */
export class RaggedTensor implements Iterable<Int32Array> {
  /** All rows' values, one row after the other. */
  readonly values: Int32Array;
  /** Where each row starts in `values`; one entry more than there are rows, the last being the end. */
  readonly rowOffsets: Int32Array;

  /**
   * A ragged tensor over the two arrays, copying nothing.
   * @throws RangeError where the offsets do not climb from 0 to the number of values.
   */
  constructor(values: Int32Array, rowOffsets: Int32Array) {
    let climbs = rowOffsets[0] === 0 && rowOffsets[rowOffsets.length - 1] === values.length;
    for (let i = 1; climbs && i < rowOffsets.length; i++)
      climbs = rowOffsets[i - 1] <= rowOffsets[i];
    if (!climbs) {
      throw new RangeError(
        `RaggedTensor: expected row offsets that climb from 0 to ${values.length}, the number of values.`,
      );
    }
    this.values = values;
    this.rowOffsets = rowOffsets;
  }

  /** A ragged tensor with a copy of the rows. */
  static fromArrays(rows: Iterable<ArrayLike<number>>): RaggedTensor {
    const all = [...rows];
    const rowOffsets = new Int32Array(all.length + 1);
    all.forEach((row, i) => {
      rowOffsets[i + 1] = rowOffsets[i] + row.length;
    });
    const values = new Int32Array(rowOffsets[all.length]);
    all.forEach((row, i) => {
      for (let j = 0; j < row.length; j++) {
        if (row[j] !== (row[j] | 0)) {
          throw new RangeError(
            `RaggedTensor.fromArrays: expected whole numbers of 32 bits, got ${row[j]} (at [${i}][${j}]).`,
          );
        }
      }
      values.set(row, rowOffsets[i]);
    });
    return new RaggedTensor(values, rowOffsets);
  }

  /** The number of rows. */
  get length(): number {
    return this.rowOffsets.length - 1;
  }

  /** Bytes of the values and the offsets. */
  get nbytes(): number {
    return this.values.byteLength + this.rowOffsets.byteLength;
  }

  /**
   * Row `i` as a view of `values`; a negative `i` counts from the end.
   * @throws RangeError where there is no such row.
   */
  row(i: number): Int32Array {
    const at = this.#rowIndex("row", i);
    return this.values.subarray(this.rowOffsets[at], this.rowOffsets[at + 1]);
  }

  /** The length of each row. */
  rowLengths(): Int32Array {
    return Int32Array.from(
      { length: this.length },
      (_, i) => this.rowOffsets[i + 1] - this.rowOffsets[i],
    );
  }

  /** A new ragged tensor with the values that `keep` says true of; rows stay, and may become empty. */
  filter(keep: (value: number) => boolean): RaggedTensor {
    const { values: all, rowOffsets: offsets } = this;
    const values = new Int32Array(all.length);
    const rowOffsets = new Int32Array(offsets.length);
    let kept = 0;
    for (let i = 0; i < this.length; i++) {
      for (let j = offsets[i]; j < offsets[i + 1]; j++) {
        const value = all[j];
        if (keep(value)) values[kept++] = value;
      }
      rowOffsets[i + 1] = kept;
    }
    return new RaggedTensor(values.slice(0, kept), rowOffsets);
  }

  /** A new ragged tensor with the chosen rows, in their order, repeats allowed. */
  take(indices: ArrayLike<number> | { contiguous(): { data: ArrayLike<number> } }): RaggedTensor {
    const chosen = "contiguous" in indices ? indices.contiguous().data : indices;
    const rowOffsets = new Int32Array(chosen.length + 1);
    for (let i = 0; i < chosen.length; i++) {
      const from = this.#rowIndex("take", chosen[i]);
      rowOffsets[i + 1] = rowOffsets[i] + this.rowOffsets[from + 1] - this.rowOffsets[from];
    }
    const values = new Int32Array(rowOffsets[chosen.length]);
    for (let i = 0; i < chosen.length; i++) values.set(this.row(chosen[i]), rowOffsets[i]);
    return new RaggedTensor(values, rowOffsets);
  }

  /** The rows as plain arrays. */
  toArrays(): number[][] {
    return Array.from(this, (row) => Array.from(row));
  }

  /** The rows in order, each a view of `values`. */
  *[Symbol.iterator](): Iterator<Int32Array> {
    for (let i = 0; i < this.length; i++) yield this.row(i);
  }

  /** The count of rows and values. */
  toString(): string {
    return `RaggedTensor ${formatShape([this.length])} of ${this.values.length} values`;
  }

  #rowIndex(caller: string, i: number): number {
    const at = i < 0 ? i + this.length : i;
    if (!Number.isInteger(i) || at < 0 || at >= this.length) {
      throw new RangeError(
        `RaggedTensor.${caller}: expected a row from ${-this.length} to ${this.length - 1}, got ${i}.`,
      );
    }
    return at;
  }
}
