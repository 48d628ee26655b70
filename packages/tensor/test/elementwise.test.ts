import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  clip,
  divide,
  exp,
  log,
  multiply,
  negative,
  sigmoid,
  square,
  subtract,
  Tensor,
  tanh,
  tensor,
  where,
} from "../src/index.ts";

const int8 = { dtype: "int8" } as const;
const int32 = { dtype: "int32" } as const;
const float32 = { dtype: "float32" } as const;

describe("arithmetic", () => {
  test("equals the plain definition for any numbers, bit by bit", () => {
    const pair = fc.tuple(fc.double(), fc.double());
    fc.assert(
      fc.property(fc.array(pair), (rows) => {
        const [a, b] = [tensor(rows.map(([x]) => x)), tensor(rows.map(([, y]) => y))];
        expect(add(a, b).toArray()).toEqual(rows.map(([x, y]) => x + y));
        expect(subtract(a, b).toArray()).toEqual(rows.map(([x, y]) => x - y));
        expect(multiply(a, b).toArray()).toEqual(rows.map(([x, y]) => x * y));
        expect(divide(a, b).toArray()).toEqual(rows.map(([x, y]) => x / y));
      }),
    );
  });

  test("promotes as NumPy: a number keeps the tensor's type, a fraction makes integers float64", () => {
    expect(add(tensor([1], float32), 0.1).dtype).toBe("float32");
    expect(add(tensor([1], int8), 1).dtype).toBe("int8");
    expect(add(1, tensor([1], int8)).dtype).toBe("int8");
    expect(add(tensor([1], int8), 0.5).dtype).toBe("float64");
    expect(add(tensor([1], int8), tensor([1], float32)).dtype).toBe("float32");
    expect(add(tensor([1], int32), tensor([1], float32)).dtype).toBe("float64");
    expect(add(tensor([1], int8), tensor([1], { dtype: "uint8" })).dtype).toBe("int16");
    expect(add(1, 2).toArray()).toBe(3);
  });

  test("rounds a number to float32 before it meets a float32 tensor", () => {
    // numpy.array([3], "float32") * 0.1
    expect(multiply(tensor([3], float32), 0.1).toArray()).toEqual([Math.fround(0.3)]);
  });

  test("wraps integers, products of 32 bits to the last bit", () => {
    // numpy.array([2**30 + 1], "int32") * numpy.int32(2**30 + 3) -> [3]
    expect(multiply(tensor([2 ** 30 + 1], int32), 2 ** 30 + 3).toArray()).toEqual([3]);
    expect(square(tensor([65_537], int32)).toArray()).toEqual([131_073]);
    expect(add(tensor([127], int8), 1).toArray()).toEqual([-128]);
    expect(negative(tensor([1], { dtype: "uint8" })).toArray()).toEqual([255]);
  });

  test("division of integers gives float64, and by zero an infinity or NaN", () => {
    const quotient = divide(tensor([1, -1, 0], int32), tensor([0, 0, 0], int32));
    expect(quotient.dtype).toBe("float64");
    expect(quotient.toArray()).toEqual([Infinity, -Infinity, NaN]);
    expect(divide(tensor([1], int8), tensor([2], float32)).dtype).toBe("float32");
  });

  test("says what is wrong with a shape, a number that does not fit, and bigints", () => {
    expect(() => add(tensor([1, 2]), tensor([1, 2, 3]))).toThrow(
      "add: expected shapes that broadcast, got [2] and [3] (2 against 3)",
    );
    expect(() => add(tensor([1], int8), 300)).toThrow(RangeError);
    const bigints = tensor([1n], { dtype: "int64" }) as unknown as Tensor;
    expect(() => add(bigints, 1)).toThrow(/add: expected a tensor of numbers, got int64.*astype/);
    expect(() => exp(bigints)).toThrow(TypeError);
  });
});

describe("functions of one tensor", () => {
  test("keep float32 and give float64 for integers", () => {
    expect(exp(tensor([0, 1], float32)).toArray()).toEqual([1, Math.fround(Math.E)]);
    expect(tanh(tensor([0], int8)).dtype).toBe("float64");
    expect(log(tensor([1, 0, -1])).toArray()).toEqual([0, -Infinity, NaN]);
  });

  test("sigmoid keeps its digits in both tails", () => {
    // scipy.special.expit([-1000, -700, -1, 0, 40, 1000])
    const got = sigmoid(tensor([-1000, -700, -1, 0, 40, 1000, NaN])).toArray();
    expect(got[0]).toBe(0);
    expect(got[1] / 9.859_676_543_759_77e-305).toBeCloseTo(1, 12);
    expect(got[2]).toBeCloseTo(0.268_941_421_369_995_1, 15);
    expect(got.slice(3)).toEqual([0.5, 1, 1, NaN]);
  });

  test("sigmoid of x and of -x add up to 1 within 1e-15", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        const [low, high] = sigmoid(tensor([x, -x])).data;
        expect(Math.abs(low + high - 1)).toBeLessThanOrEqual(1e-15);
      }),
    );
  });

  test("clip keeps NaN, takes infinite bounds as none, and lets the upper bound win", () => {
    expect(clip(tensor([NaN, -5, 5]), -1, 1).toArray()).toEqual([NaN, -1, 1]);
    expect(clip(tensor([-5, 5], int8), -Infinity, 1).toArray()).toEqual([-5, 1]);
    expect(clip(tensor([-5, 5], int8), -Infinity, 1).dtype).toBe("int8");
    expect(clip(tensor([-5, 5], int8), 0.5, 1.5).toArray()).toEqual([0.5, 1.5]);
    expect(clip(tensor([0, 9]), 3, 2).toArray()).toEqual([2, 2]); // numpy.clip([0, 9], 3, 2)
  });

  test("where broadcasts its three operands and takes NaN as true", () => {
    const picked = where(tensor([[1], [0]]), tensor([1, 2, 3]), -1);
    expect(picked.toArray()).toEqual([
      [1, 2, 3],
      [-1, -1, -1],
    ]);
    expect(where(tensor([NaN, 0]), 1, 2).toArray()).toEqual([1, 2]); // numpy.where([nan, 0], 1, 2)
  });

  test("accept tensors without axes and without elements", () => {
    expect(exp(tensor(0)).toArray()).toBe(1);
    expect(exp(tensor([])).toArray()).toEqual([]);
    expect(add(tensor([[], []]), tensor([[1], [2]])).shape).toEqual([2, 0]);
  });
});
