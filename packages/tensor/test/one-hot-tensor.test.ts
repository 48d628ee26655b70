import { describe, expect, test } from "vitest";
import { OneHotTensor, type Tensor, tensor, zeros } from "../src/index.ts";

const ids = tensor(
  [
    [1, 0],
    [2, 2],
  ],
  { dtype: "int32" },
);

describe("OneHotTensor", () => {
  test("has the shape, elements and bytes of its dense array", () => {
    const x = new OneHotTensor(ids, 3);
    const dense = x.toDense();
    expect([x.shape, x.size, x.nbytes, x.dtype]).toEqual([
      dense.shape,
      dense.size,
      dense.nbytes,
      dense.dtype,
    ]);
    for (const [i, j, k] of [
      [0, 0, 1],
      [0, 0, 0],
      [1, -1, -1],
      [-1, 0, 1],
    ]) {
      expect(x.at(i, j, k)).toBe(dense.at(i, j, k));
    }
  });

  test("20,000 x 100 x 100 stand for 800 MB and take 8 MB", () => {
    const x = new OneHotTensor(zeros([20_000, 100], { dtype: "int32" }), 100);
    expect([x.nbytes, x.indices.nbytes]).toEqual([800_000_000, 8_000_000]);
    expect(() => x.toDense({ maxBytes: 1e6 })).toThrow(
      "expected at most 1000000 bytes, got 800000000",
    );
  });

  test("take and swapaxes agree with the dense array's", () => {
    const x = new OneHotTensor(ids, 3);
    expect(x.take([1, 0, -1]).toDense().toArray()).toEqual(x.toDense().take([1, 0, 1]).toArray());
    const swapped = x.swapaxes(0, 1);
    expect(swapped.toDense().toArray()).toEqual(x.toDense().swapaxes(0, 1).toArray());
    expect(() => x.swapaxes(0, 2)).toThrow("Use toDense().swapaxes()");
  });

  test("checks the indices of a view, not those beside it", () => {
    const wide = tensor(
      [
        [0, 9],
        [1, 9],
      ],
      { dtype: "int32" },
    );
    expect(new OneHotTensor(wide.slice(null, 0), 2).toDense().toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(() => new OneHotTensor(wide, 2)).toThrow(
      "expected indices from 0 to 1, got 9 (element 1)",
    );
    const twice = tensor([0, 5], { dtype: "int32" }).slice([0, 1]);
    expect(new OneHotTensor(twice, 1).shape).toEqual([1, 1]);
  });

  test("refuses a depth that is not a count, negative indices and positions outside", () => {
    const negative: Tensor<"int32"> = tensor([-1], { dtype: "int32" });
    expect(() => new OneHotTensor(negative, 2)).toThrow(RangeError);
    expect(() => new OneHotTensor(ids, 2.5)).toThrow("expected a depth of whole classes");
    const x = new OneHotTensor(ids, 3);
    expect(() => x.at(0, 0)).toThrow("OneHotTensor.at: expected 3 indices");
    expect(() => x.at(0, 0, 3)).toThrow(RangeError);
  });

  test("may be empty", () => {
    expect(new OneHotTensor(zeros([0, 4], { dtype: "int32" }), 0).toDense().shape).toEqual([
      0, 4, 0,
    ]);
  });
});
