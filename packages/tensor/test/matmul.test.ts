import * as fc from "fast-check";
import { multiply as mathMultiply } from "mathjs";
import { describe, expect, test } from "vitest";
import {
  allclose,
  arange,
  arrayEqual,
  matmul,
  OneHotTensor,
  ones,
  Tensor,
  tensor,
  zeros,
} from "../src/index.ts";

const pairs = fc
  .tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
  )
  .chain(([n, k, m]) => {
    const matrix = (rows: number, columns: number) =>
      fc.array(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: columns, maxLength: columns }),
        { minLength: rows, maxLength: rows },
      );
    return fc.tuple(matrix(n, k), matrix(k, m));
  });

describe("matmul", () => {
  test("agrees with mathjs exactly on whole numbers, for odd widths and transposed views", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        // Sums start from +0 here, as in NumPy; mathjs keeps the -0 of a single product.
        const wanted = mathMultiply(a, b).map((row) => row.map((value) => value + 0));
        expect(matmul(tensor(a), tensor(b)).toArray()).toEqual(wanted);
        const view = tensor(a).transpose().copy().transpose();
        expect(matmul(view, tensor(b)).toArray()).toEqual(wanted);
      }),
    );
  });

  test("adds in the order of the plain loop, so that it gives the same bits", () => {
    const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    const row = fc.array(value, { minLength: 11, maxLength: 11 });
    fc.assert(
      fc.property(row, row, (a, b) => {
        let plain = 0;
        for (let k = 0; k < 11; k++) plain += a[k] * b[k];
        expect(matmul(tensor(a), tensor(b)).at()).toBe(plain);
      }),
    );
  });

  test("treats operands with one axis as a row and a column that go away", () => {
    const x = tensor([1, 2]);
    const w = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(matmul(x, w).toArray()).toEqual([9, 12, 15]);
    expect(matmul(w, tensor([1, 0, 1])).toArray()).toEqual([4, 10]);
    expect(matmul(x, x).shape).toEqual([]);
  });

  test("broadcasts the axes before the last two", () => {
    const a = arange(24).reshape([2, 1, 3, 4]);
    const b = arange(40).reshape([5, 4, 2]);
    const product = matmul(a, b);
    expect(product.shape).toEqual([2, 5, 3, 2]);
    for (const [i, j] of [
      [0, 0],
      [1, 4],
      [0, 3],
    ]) {
      expect(arrayEqual(product.slice(i, j), matmul(a.slice(i, 0), b.slice(j)))).toBe(true);
    }
  });

  test("keeps types as NumPy: float32 stays, integers wrap at 32 bits", () => {
    const big = tensor([[2 ** 30 + 1]], { dtype: "int32" });
    expect(matmul(big, tensor([[2 ** 30 + 3]], { dtype: "int32" })).toArray()).toEqual([[3]]);
    const single = ones([2, 2], { dtype: "float32" });
    expect(matmul(single, single).dtype).toBe("float32");
  });

  test("an empty inner dimension gives zeros, and NaN times 0 is NaN", () => {
    expect(matmul(zeros([2, 0]), zeros([0, 3])).toArray()).toEqual(zeros([2, 3]).toArray());
    expect(matmul(zeros([0, 2]), zeros([2, 3])).shape).toEqual([0, 3]);
    expect(matmul(tensor([[0]]), tensor([[NaN]])).toArray()).toEqual([[NaN]]);
  });

  test("names the shapes that do not agree", () => {
    expect(() => matmul(zeros([32, 128]), zeros([100, 64]))).toThrow(
      "matmul: expected inner dimensions to agree, got [32, 128] x [100, 64] (128 != 100)",
    );
    expect(() => matmul(tensor(1), tensor([1]))).toThrow(
      "expected operands with at least one axis",
    );
    expect(() => matmul(zeros([2, 1, 1]), zeros([3, 1, 1]))).toThrow(
      "matmul: expected shapes that broadcast",
    );
    const bigints = tensor([1n], { dtype: "int64" }) as unknown as Tensor;
    expect(() => matmul(bigints, tensor([1]))).toThrow(TypeError);
  });

  test("a OneHotTensor on the left gives what its dense array gives", () => {
    const indices = tensor(
      [
        [2, 0, 1],
        [1, 1, 2],
      ],
      { dtype: "int32" },
    );
    for (const one of [indices, indices.transpose(), indices.slice(0), indices.slice(0, 1)]) {
      const x = new OneHotTensor(one, 3);
      for (const w of [arange(12).reshape([3, 4]), arange(3)]) {
        const [picked, dense] = [matmul(x, w), matmul(x.toDense(), w)];
        expect(picked.dtype).toBe(dense.dtype);
        expect(picked.shape).toEqual(dense.shape);
        expect(allclose(picked, dense, { rtol: 0, atol: 0 })).toBe(true);
      }
    }
    const x = new OneHotTensor(indices, 3);
    expect(() => matmul(x, zeros([4, 2]))).toThrow("got [2, 3, 3] x [4, 2] (3 != 4)");
    expect(() => matmul(x, zeros([2, 3, 2]))).toThrow("Use toDense()");
  });
});
