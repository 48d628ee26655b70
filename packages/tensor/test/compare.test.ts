import { expect, test } from "vitest";
import { allclose, arrayEqual, equal, greater, tensor } from "../src/index.ts";

test("equal and greater give uint8 and broadcast; NaN equals nothing", () => {
  expect(equal(tensor([1, NaN]), tensor([1, NaN])).toArray()).toEqual([1, 0]);
  expect(greater(tensor([[1], [3]]), tensor([2, 3])).toArray()).toEqual([
    [0, 0],
    [1, 0],
  ]);
  expect(greater(1, tensor([0, 1])).dtype).toBe("uint8");
});

test("0.1 finds 0.1 in a float32 tensor", () => {
  expect(equal(tensor([0.1], { dtype: "float32" }), 0.1).toArray()).toEqual([1]);
});

test("allclose uses atol + rtol * |b|, equal infinities, and no NaN", () => {
  expect(allclose(tensor([1e10, 1e-7]), tensor([1.000_01e10, 1e-8]))).toBe(false); // numpy.allclose
  expect(allclose(tensor([1e10, 1e-8]), tensor([1.000_01e10, 1e-9]))).toBe(true);
  expect(allclose(tensor([Infinity]), tensor([Infinity]))).toBe(true);
  expect(allclose(tensor([Infinity]), tensor([-Infinity]))).toBe(false);
  expect(allclose(tensor([1]), tensor([Infinity]))).toBe(false);
  expect(allclose(tensor([NaN]), tensor([NaN]))).toBe(false);
  expect(allclose(tensor([1]), 1.1, { rtol: 0, atol: 0.2 })).toBe(true);
  expect(allclose(tensor([]), tensor([]))).toBe(true);
});

test("arrayEqual wants one shape and does not look at the type", () => {
  expect(arrayEqual(tensor([1, 2]), tensor([1, 2], { dtype: "int32" }))).toBe(true);
  expect(arrayEqual(tensor([1, 1]), tensor([[1, 1]]))).toBe(false);
  expect(arrayEqual(tensor([NaN]), tensor([NaN]))).toBe(false);
  expect(arrayEqual(tensor([]), tensor([]))).toBe(true);
});
