import { allocateElements } from "./checks/allocate-elements.ts";
import { checkArgumentCount } from "./checks/check-argument-count.ts";
import { checkType } from "./checks/check-values.ts";
import { describeValue } from "./checks/describe-value.ts";
import { dtypeOfArray } from "./dtype.ts";
import { listOfIndices } from "./list-of-indices.ts";
import { formatShape } from "./shape.ts";

/** The most values that there can be: offsets are int32. */
const maxValues = 2 ** 31 - 1;

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
    checkArgumentCount("RaggedTensor", arguments, 2);
    for (const [name, array] of Object.entries({ values, rowOffsets })) {
      if (dtypeOfArray(array) === "int32") continue;
      throw new TypeError(
        `RaggedTensor: expected ${name} to be an Int32Array, got ${describeValue(array)}. ` +
          "RaggedTensor.fromArrays takes rows as they are.",
      );
    }
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
    const caller = "RaggedTensor.fromArrays";
    checkArgumentCount(caller, arguments, 1);
    const all = listOfRows(caller, rows);
    const rowOffsets = new Int32Array(all.length + 1);
    all.forEach((row, i) => {
      rowOffsets[i + 1] = endOfRow(caller, rowOffsets[i], row.length);
    });
    const values = allocateValues(caller, rowOffsets[all.length]);
    all.forEach((row, i) => {
      for (let j = 0; j < row.length; j++) {
        if (row[j] !== (row[j] | 0)) {
          if (typeof row[j] !== "number") {
            throw new TypeError(
              `${caller}: expected rows of whole numbers, got ${describeValue(row[j])} (at [${i}][${j}]).`,
            );
          }
          throw new RangeError(
            `${caller}: expected whole numbers of 32 bits, got ${row[j]} (at [${i}][${j}]).`,
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
    checkArgumentCount("RaggedTensor.row", arguments, 1);
    const at = this.#rowIndex("row", i);
    return this.values.subarray(this.rowOffsets[at], this.rowOffsets[at + 1]);
  }

  /** The length of each row. */
  rowLengths(): Int32Array {
    checkArgumentCount("RaggedTensor.rowLengths", arguments, 0);
    return Int32Array.from(
      { length: this.length },
      (_, i) => this.rowOffsets[i + 1] - this.rowOffsets[i],
    );
  }

  /** A new ragged tensor with the values for which `keep` returns true; rows stay, and may become empty. */
  filter(keep: (value: number) => boolean): RaggedTensor {
    checkArgumentCount("RaggedTensor.filter", arguments, 1);
    checkType("RaggedTensor.filter", "keep", keep, "function");
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
    checkArgumentCount("RaggedTensor.take", arguments, 1);
    const chosen = listOfIndices("RaggedTensor.take", indices);
    const rowOffsets = new Int32Array(chosen.length + 1);
    for (let i = 0; i < chosen.length; i++) {
      const from = this.#rowIndex("take", chosen[i]);
      const length = this.rowOffsets[from + 1] - this.rowOffsets[from];
      rowOffsets[i + 1] = endOfRow("RaggedTensor.take", rowOffsets[i], length);
    }
    const values = allocateValues("RaggedTensor.take", rowOffsets[chosen.length]);
    for (let i = 0; i < chosen.length; i++) values.set(this.row(chosen[i]), rowOffsets[i]);
    return new RaggedTensor(values, rowOffsets);
  }

  /** The rows as plain arrays. */
  toArrays(): number[][] {
    checkArgumentCount("RaggedTensor.toArrays", arguments, 0);
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
    checkType(`RaggedTensor.${caller}`, "i", i, "number");
    const at = i < 0 ? i + this.length : i;
    if (!Number.isInteger(i) || at < 0 || at >= this.length) {
      throw new RangeError(
        `RaggedTensor.${caller}: expected a row from ${-this.length} to ${this.length - 1}, got ${i}.`,
      );
    }
    return at;
  }
}

/** The rows as an array; a TypeError names the first that is not a list. */
function listOfRows(caller: string, rows: unknown): ArrayLike<number>[] {
  if (typeof rows !== "object" || rows === null || !(Symbol.iterator in rows)) {
    throw new TypeError(
      `${caller}: expected rows to be a list of lists, got ${describeValue(rows)}.`,
    );
  }
  const all = [...(rows as Iterable<ArrayLike<number>>)];
  const wrong = all.findIndex((row) => typeof row !== "object" || typeof row?.length !== "number");
  if (wrong === -1) return all;
  throw new TypeError(
    `${caller}: expected rows to be a list of lists, got ${describeValue(all[wrong])} (at [${wrong}]).`,
  );
}

function endOfRow(caller: string, start: number, length: number): number {
  if (start + length <= maxValues) return start + length;
  throw new RangeError(
    `${caller}: expected rows of at most ${maxValues} values together, got ${start + length} or more. ` +
      "Take fewer rows at once.",
  );
}

function allocateValues(caller: string, count: number): Int32Array {
  return allocateElements(caller, { name: "the rows", value: `${count} values` }, "int32", count);
}
