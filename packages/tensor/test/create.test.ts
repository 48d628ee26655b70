import { describe, expect, test } from "vitest";
import { arange, concatenate, eye, full, ones, type Tensor, tensor, zeros } from "../src/index.ts";

describe("tensor", () => {
  test("takes its shape from the nesting, and float64 unless asked", () => {
    const x = tensor([[[1, 2]], [[3, 4]]]);
    expect([x.shape, x.strides, x.dtype]).toEqual([[2, 1, 2], [2, 2, 1], "float64"]);
    expect(tensor(5).shape).toEqual([]);
    expect(tensor([[], []]).shape).toEqual([2, 0]);
  });

  test("copies a typed array and keeps its type unless asked", () => {
    const data = Float32Array.of(1, 2);
    const x: Tensor<"float32"> = tensor(data);
    data[0] = 9;
    expect([x.toArray(), x.dtype]).toEqual([[1, 2], "float32"]);
    expect(tensor(data, { dtype: "int32" }).toArray()).toEqual([9, 2]);
  });

  test("says which row differs and what is not a number", () => {
    expect(() => tensor([[1, 2], [3]])).toThrow(
      "tensor: expected rows of equal length 2, got length 1 (at [1]).",
    );
    expect(() => tensor([[1], 2])).toThrow("got number (at [1])");
    expect(() => tensor(["a"] as unknown as number[])).toThrow(
      "tensor: expected a number, got string (at [0]).",
    );
    expect(() => tensor([1], { dtype: "float16" as "float32" })).toThrow(
      "expected dtype to be one",
    );
  });
});

describe("filled tensors", () => {
  test("zeros, ones, full and eye hold what they say in the type asked", () => {
    expect(zeros(2).toArray()).toEqual([0, 0]);
    expect(ones([1, 2], { dtype: "int64" }).toArray()).toEqual([[1n, 1n]]);
    expect(full([2], 7, { dtype: "int8" }).toArray()).toEqual([7, 7]);
    expect(eye(2).toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(zeros([3, 0]).size).toBe(0);
    expect(() => zeros([-1])).toThrow("zeros: expected a shape of whole numbers");
    expect(() => zeros([1.5])).toThrow(RangeError);
  });

  test("arange leaves its end out, counts down, and is empty where the step leads away", () => {
    expect(arange(3).toArray()).toEqual([0, 1, 2]);
    expect(arange(5, 0, { step: -2 }).toArray()).toEqual([5, 3, 1]);
    expect(arange(3, 0).toArray()).toEqual([]);
    expect(arange(0, 1, { step: 0.3 }).size).toBe(4); // numpy.arange(0, 1, 0.3).size
    expect(() => arange(0, 1, { step: 0 })).toThrow(RangeError);
  });
});

describe("concatenate", () => {
  test("joins along any axis, views and empty parts included", () => {
    const x = arange(4).reshape([2, 2]);
    expect(concatenate([x, x.transpose()], { axis: 1 }).toArray()).toEqual([
      [0, 1, 0, 2],
      [2, 3, 1, 3],
    ]);
    expect(concatenate([x, zeros([0, 2])]).toArray()).toEqual(x.toArray());
    expect(concatenate([x, x], { axis: -1 }).shape).toEqual([2, 4]);
  });

  test("refuses shapes or types that do not agree, and nothing at all", () => {
    expect(() => concatenate([zeros([2, 2]), zeros([2, 3])])).toThrow(
      "concatenate: expected shapes",
    );
    const mixed = [zeros(1), zeros(1, { dtype: "int8" })] as Tensor[];
    expect(() => concatenate(mixed)).toThrow(RangeError);
    expect(() => concatenate([])).toThrow("expected at least one tensor");
    expect(() => concatenate([tensor(1)])).toThrow(RangeError);
  });
});
