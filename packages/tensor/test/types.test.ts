import { describe, expect, expectTypeOf, test } from "vitest";
import {
  add,
  argmax,
  concatenate,
  equal,
  exp,
  eye,
  matmul,
  mean,
  multiply,
  type NestedArray,
  type NumberDType,
  ones,
  RandomState,
  type Shape,
  sum,
  Tensor,
  tensor,
  where,
  zeros,
} from "../src/index.ts";

const matrix = tensor([
  [1, 2],
  [3, 4],
]);
const anyRank: Tensor<"float64"> = matrix;

describe("the types of a tensor show", () => {
  test("its element type, from the option or the typed array", () => {
    expectTypeOf(zeros(2)).toEqualTypeOf<Tensor<"float64", 1>>();
    expectTypeOf(zeros(2, { dtype: "int64" }).data).toEqualTypeOf<BigInt64Array<ArrayBuffer>>();
    expectTypeOf(zeros(2, { dtype: "int64" }).at(0)).toEqualTypeOf<bigint>();
    expectTypeOf(tensor(Float32Array.of(1))).toEqualTypeOf<Tensor<"float32", 1>>();
    expectTypeOf(tensor([1], { dtype: "uint8" }).dtype).toEqualTypeOf<"uint8">();
    expectTypeOf(matrix.astype("int32")).toEqualTypeOf<Tensor<"int32", 2>>();
  });

  test("the element type of arithmetic, as far as the operands' types do", () => {
    const [float32, int32] = [zeros(2, { dtype: "float32" }), zeros(2, { dtype: "int32" })];
    expectTypeOf(add(float32, matrix).dtype).toEqualTypeOf<"float64">();
    expectTypeOf(add(float32, 1).dtype).toEqualTypeOf<"float32">();
    expectTypeOf(add(int32, int32).dtype).toEqualTypeOf<NumberDType>();
    expectTypeOf(exp(int32).dtype).toEqualTypeOf<"float64">();
    expectTypeOf(equal(int32, 1).dtype).toEqualTypeOf<"uint8">();
    expectTypeOf(matmul(float32, float32).dtype).toEqualTypeOf<"float32">();
    expectTypeOf(matmul(float32, matrix).dtype).toEqualTypeOf<"float64">();
  });

  test("how many axes it has, from how deep its values are nested or how long its shape is", () => {
    expectTypeOf(matrix).toEqualTypeOf<Tensor<"float64", 2>>();
    expectTypeOf(tensor(1).rank).toEqualTypeOf<0>();
    expectTypeOf(tensor([]).rank).toEqualTypeOf<1>();
    expectTypeOf(tensor([[[1, 2]]]).rank).toEqualTypeOf<3>();
    expectTypeOf(ones([2, 3, 4, 5]).rank).toEqualTypeOf<4>();
    expectTypeOf(eye(2).rank).toEqualTypeOf<2>();
    expectTypeOf(new RandomState(1).normal(0, 1, [2, 3]).rank).toEqualTypeOf<2>();
    expectTypeOf(matrix.reshape([-1]).rank).toEqualTypeOf<1>();
    expectTypeOf(
      new Tensor(Float64Array.of(1), "float64", [1] as Shape).rank,
    ).toEqualTypeOf<number>();
    expect(tensor([]).rank).toBe(1);
  });

  test("the number of axes of views and results", () => {
    expectTypeOf(matrix.transpose().swapaxes(0, 1).copy().rank).toEqualTypeOf<2>();
    expectTypeOf(matrix.slice(0).rank).toEqualTypeOf<1>();
    expectTypeOf(matrix.slice([0, 1], -1).rank).toEqualTypeOf<1>();
    expectTypeOf(matrix.slice(null).take([0]).rank).toEqualTypeOf<2>();
    expectTypeOf(add(matrix, tensor([1, 2])).rank).toEqualTypeOf<2>();
    expectTypeOf(multiply(2, tensor([1, 2])).rank).toEqualTypeOf<1>();
    expectTypeOf(where(matrix, matrix, 0).rank).toEqualTypeOf<2>();
    expectTypeOf(concatenate([matrix, matrix]).rank).toEqualTypeOf<2>();
    expectTypeOf(sum(matrix)).toEqualTypeOf<number>();
    expectTypeOf(sum(matrix, { axis: 0 }).rank).toEqualTypeOf<1>();
    expectTypeOf(mean(matrix, { axis: 0, keepdims: true }).rank).toEqualTypeOf<2>();
    expectTypeOf(argmax(matrix, { axis: 1 })).toEqualTypeOf<Tensor<"int32", 1>>();
  });

  test("the number of axes of a matrix product", () => {
    const row = tensor([1, 2]);
    expectTypeOf(matmul(matrix, matrix)).toEqualTypeOf<Tensor<"float64", 2>>();
    expectTypeOf(matmul(matrix, row)).toEqualTypeOf<Tensor<"float64", 1>>();
    expectTypeOf(matmul(row, matrix)).toEqualTypeOf<Tensor<"float64", 1>>();
    expectTypeOf(matmul(row, row).toArray()).toEqualTypeOf<number>();
    expectTypeOf(matmul(zeros([5, 2, 2]), matrix).rank).toEqualTypeOf<3>();
    expect(matmul(row, row).toArray()).toBe(5);
  });
});

describe("toArray gives", () => {
  test("lists as deep as there are axes, with elements of the type", () => {
    expectTypeOf(matrix.toArray()).toEqualTypeOf<number[][]>();
    expectTypeOf(matrix.slice(0).toArray()).toEqualTypeOf<number[]>();
    expectTypeOf(matrix.slice(0, 0).toArray()).toEqualTypeOf<number>();
    expectTypeOf(zeros([1], { dtype: "uint64" }).toArray()).toEqualTypeOf<bigint[]>();
    const [[first]] = matrix.toArray();
    expect(first).toBe(1);
  });

  test("a number or arrays of any depth, where only running shows how many axes there are", () => {
    expectTypeOf(anyRank.toArray()).toEqualTypeOf<NestedArray<number>>();
    expectTypeOf(zeros([1, 2, 3, 4, 5]).toArray()).toEqualTypeOf<NestedArray<number>>();
    expectTypeOf(tensor(JSON.parse("[1]")).rank).toEqualTypeOf<number>();
    expectTypeOf(zeros([1] as number[]).rank).toEqualTypeOf<number>();
    expectTypeOf(matrix.slice(...([0] as number[])).rank).toEqualTypeOf<number>();
  });
});

test("a shape has as many lengths as there are axes", () => {
  expectTypeOf(matrix.shape).toEqualTypeOf<readonly [number, number]>();
  expectTypeOf(anyRank.shape).toEqualTypeOf<Shape>();
});

test("a tensor of known rank is one of any, and not the other way round", () => {
  expectTypeOf<Tensor<"float64", 2>>().toExtend<Tensor<"float64">>();
  expectTypeOf<Tensor<"float64", 1 | 2>>().toExtend<Tensor>();
  expectTypeOf<Tensor<"float64">>().not.toExtend<Tensor<"float64", 2>>();
  expectTypeOf<Tensor<"float64", 1>>().not.toExtend<Tensor<"float64", 2>>();
});
