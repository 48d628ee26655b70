import { describe, expect, test } from "vitest";
import {
  add,
  arange,
  eye,
  full,
  glorotUniform,
  matmul,
  OneHotTensor,
  ones,
  orthogonal,
  RaggedTensor,
  RandomState,
  tensor,
  zeros,
} from "../src/index.ts";

const huge = [2 ** 24, 2 ** 24];
const random = new RandomState(0);
const column = zeros([2 ** 20, 1], { dtype: "uint8" });
const wide = zeros([1, 2 ** 30], { dtype: "uint8" });
const hot = new OneHotTensor(tensor([0], { dtype: "int32" }), 2 ** 50);

describe("a size for which there is no memory gets an error that names the setting and the bytes", () => {
  test.each<[string, () => unknown, string]>([
    [
      "zeros",
      () => zeros(huge),
      "shape to fit in memory, got [16777216, 16777216]: 2251799813685248 bytes of float64",
    ],
    [
      "ones",
      () => ones(2 ** 50, { dtype: "int8" }),
      "shape to fit in memory, got [1125899906842624]: 1125899906842624 bytes of int8",
    ],
    ["full", () => full(huge, 1), "shape to fit in memory"],
    ["eye", () => eye(2 ** 24), "n to fit in memory, got [16777216, 16777216]"],
    [
      "arange",
      () => arange(2 ** 50),
      "stop to fit in memory, got 1125899906842624: 9007199254740992 bytes",
    ],
    ["glorotUniform", () => glorotUniform(huge, random), "shape to fit in memory"],
    ["orthogonal", () => orthogonal(huge, random), "shape to fit in memory"],
    ["randomSample", () => random.randomSample(huge), "shape to fit in memory"],
    ["uniform", () => random.uniform(0, 1, huge), "shape to fit in memory"],
    ["normal", () => random.normal(0, 1, huge), "shape to fit in memory"],
    ["randint", () => random.randint(0, 5, huge), "shape to fit in memory"],
    [
      "bytes",
      () => random.bytes(2 ** 50),
      "n to fit in memory, got 1125899906842624: 1125899906842624 bytes",
    ],
    ["add", () => add(column, wide), "the result to fit in memory, got [1048576, 1073741824]"],
    [
      "matmul",
      () => matmul(column, wide),
      "the product to fit in memory, got [1048576, 1073741824]",
    ],
    [
      "OneHotTensor.toDense",
      () => hot.toDense({ maxBytes: Infinity }),
      "the dense array to fit in memory, got [1, 1125899906842624]",
    ],
  ])("%s", (caller, call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(`${caller}: expected ${message}`);
    expect(call).toThrow("Choose a smaller one.");
  });

  test("rows of more values together than offsets of 32 bits can count", () => {
    const row = { length: 2 ** 30 };
    expect(() => RaggedTensor.fromArrays([row, row])).toThrow(
      "RaggedTensor.fromArrays: expected rows of at most 2147483647 values together, got 2147483648",
    );
    const long = new RaggedTensor(new Int32Array(2 ** 16), Int32Array.of(0, 2 ** 16));
    expect(() => long.take(new Uint8Array(2 ** 15))).toThrow(
      "RaggedTensor.take: expected rows of at most 2147483647 values together",
    );
  });

  test("but a shape with an axis of length 0 takes none", () => {
    const { size, nbytes } = zeros([2 ** 52, 2 ** 52, 2 ** 52, 0]);
    expect([size, nbytes]).toEqual([0, 0]);
  });
});
