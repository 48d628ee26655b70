import * as fc from "fast-check";
import { max as mathMax, mean as mathMean, sum as mathSum } from "mathjs";
import { describe, expect, test } from "vitest";
import { arange, argmax, max, mean, min, sum, Tensor, tensor, zeros } from "../src/index.ts";

const matrices = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.integer({ min: -99, max: 99 }), { minLength: columns, maxLength: columns }),
      { minLength: rows, maxLength: rows },
    ),
  );

describe("reductions", () => {
  test("agree with mathjs exactly on whole numbers, along each axis and over all", () => {
    fc.assert(
      fc.property(matrices, fc.constantFrom(0, 1), fc.boolean(), (rows, axis, transposed) => {
        const x = transposed ? tensor(rows).transpose().copy().transpose() : tensor(rows);
        expect(sum(x, { axis }).toArray()).toEqual(mathSum(rows, axis));
        expect(max(x, { axis }).toArray()).toEqual(mathMax(rows, axis));
        expect(mean(x)).toBeCloseTo(mathMean(rows), 12);
        const flat = rows.flat();
        expect(argmax(x)).toBe(flat.indexOf(Math.max(...flat)));
        expect(min(x)).toBe(Math.min(...flat));
      }),
    );
  });

  test("along a middle axis of three, with and without its length kept", () => {
    const x = arange(24).reshape([2, 3, 4]);
    // numpy.arange(24.).reshape(2, 3, 4).sum(axis=1)
    const wanted = [
      [12, 15, 18, 21],
      [48, 51, 54, 57],
    ];
    expect(sum(x, { axis: 1 }).toArray()).toEqual(wanted);
    expect(sum(x, { axis: -2, keepdims: true }).shape).toEqual([2, 1, 4]);
    expect(sum(x, { keepdims: true }).toArray()).toEqual([[[276]]]);
    expect(sum(x.swapaxes(1, 2), { axis: 2 }).toArray()).toEqual(wanted);
    expect(argmax(x, { axis: 1 }).toArray()).toEqual([
      [2, 2, 2, 2],
      [2, 2, 2, 2],
    ]);
  });

  test("carry float32 sums in float64, and integers without wrapping", () => {
    const ones = new Tensor(new Float32Array(100_000).fill(0.1), "float32", [100_000]);
    expect(sum(ones)).toBeCloseTo(100_000 * Math.fround(0.1), 6);
    expect(sum(tensor([[100, 100]], { dtype: "int8" }), { axis: 1 }).toArray()).toEqual([200]);
    expect(mean(tensor([[1, 2]], { dtype: "float32" }), { axis: 1 }).dtype).toBe("float32");
  });

  test("NaN is the result wherever there is one, and the first NaN is the largest", () => {
    const x = tensor([3, NaN, 5, NaN]);
    expect([sum(x), mean(x), max(x), min(x), argmax(x)]).toEqual([NaN, NaN, NaN, NaN, 1]);
  });

  test("argmax takes the first of equal elements", () => {
    expect(argmax(tensor([1, 7, 7]))).toBe(1);
  });

  test("no elements sum to 0, have no mean, and have no largest", () => {
    expect(sum(tensor([]))).toBe(0);
    expect(mean(tensor([]))).toBe(NaN);
    expect(() => max(tensor([]))).toThrow("max: expected at least one element to choose from");
    expect(() => argmax(zeros([2, 0]), { axis: 1 })).toThrow(RangeError);
    expect(max(zeros([2, 0]), { axis: 0 }).shape).toEqual([0]); // numpy.zeros((2, 0)).max(axis=0)
    expect(sum(zeros([2, 0]), { axis: 1 }).toArray()).toEqual([0, 0]);
  });

  test("an axis that is not there, and bigints, are refused", () => {
    expect(() => sum(tensor([1]), { axis: 1 })).toThrow("sum: expected an axis from -1 to 0");
    const bigints = tensor([1n], { dtype: "int64" }) as unknown as Tensor;
    expect(() => sum(bigints)).toThrow(TypeError);
  });
});
