import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RaggedTensor, tensor } from "../src/index.ts";

const rows = fc.array(fc.array(fc.integer({ min: -99, max: 99 })));

describe("RaggedTensor", () => {
  test("gives back the rows that it was made of, empty ones included", () => {
    fc.assert(
      fc.property(rows, (arrays) => {
        const ragged = RaggedTensor.fromArrays(arrays);
        expect(ragged.toArrays()).toEqual(arrays);
        expect([...ragged.rowLengths()]).toEqual(arrays.map((row) => row.length));
        expect(ragged.length).toBe(arrays.length);
      }),
    );
  });

  test("filter keeps values inside their rows", () => {
    fc.assert(
      fc.property(rows, (arrays) => {
        const kept = RaggedTensor.fromArrays(arrays).filter((value) => value > 2);
        expect(kept.toArrays()).toEqual(arrays.map((row) => row.filter((value) => value > 2)));
      }),
    );
  });

  test("take picks rows by an array or a tensor, repeats and negatives included", () => {
    const ragged = RaggedTensor.fromArrays([[1], [], [2, 3]]);
    expect(ragged.take([-1, 0, 0, 1]).toArrays()).toEqual([[2, 3], [1], [1], []]);
    expect(ragged.take(tensor([2, 1])).toArrays()).toEqual([[2, 3], []]);
    expect(() => ragged.take([3])).toThrow(
      "RaggedTensor.take: expected a row from -3 to 2, got 3.",
    );
  });

  test("a row is a view of the values", () => {
    const ragged = RaggedTensor.fromArrays([[1], [2, 3]]);
    ragged.row(-1)[0] = 9;
    expect([...ragged.values]).toEqual([1, 9, 3]);
    expect(() => ragged.row(0.5)).toThrow(RangeError);
  });

  test("refuses offsets that do not climb and values of more than 32 bits", () => {
    const values = Int32Array.of(1, 2);
    for (const offsets of [[], [0], [1, 2], [0, 3, 2], [0, 1]]) {
      expect(() => new RaggedTensor(values, Int32Array.from(offsets))).toThrow(RangeError);
    }
    expect(() => RaggedTensor.fromArrays([[2 ** 31]])).toThrow("got 2147483648 (at [0][0])");
    expect(() => RaggedTensor.fromArrays([[1], [0.5]])).toThrow("(at [1][0])");
  });
});
