import { findPython, runPython } from "@rnn/testing/run-python";
import { describe, expect, test } from "vitest";
import { arange, type DType, type NumberDType, type Tensor, tensor, zeros } from "../src/index.ts";

const python = findPython("numpy");

interface PrintCase {
  dtype: NumberDType;
  shape: number[];
  /** As strings, so that JSON carries nan and inf. */
  values: string[];
}

const script = `
import json, sys, numpy
numpy.set_printoptions(legacy=False)
print(json.dumps([
  numpy.array_str(numpy.array([float(v) for v in c["values"]]).astype(c["dtype"]).reshape(c["shape"]))
  for c in json.load(sys.stdin)
]))`;

function arrayStr(cases: readonly PrintCase[]): string[] {
  return JSON.parse(runPython(python, script, JSON.stringify(cases)).toString()) as string[];
}

function print({ dtype, shape, values }: PrintCase): string {
  const numbers = values.map((text) =>
    Number(text.replace("inf", "Infinity").replace("nan", "NaN")),
  );
  return tensor(numbers).astype(dtype).reshape(shape).toString();
}

/** A seeded stream of numbers in [0, 1), so that a failure can be seen again. */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Cases that reach every branch: signs, magnitudes, few and many digits, specials, ranks, summaries. */
function randomCases(count: number, dtypes: readonly NumberDType[]): PrintCase[] {
  const random = stream(7);
  const below = (n: number): number => Math.floor(random() * n);
  return Array.from({ length: count }, () => {
    const dtype = dtypes[below(dtypes.length)];
    const wide = below(8) === 0;
    const shape = Array.from({ length: below(4) }, () => below(wide ? 24 : 5));
    if (below(6) === 0) shape.push(20 + below(60));
    if (below(12) === 0) shape.push(990 + below(30));
    const size = shape.reduce((product, length) => product * length, 1);
    const kind = below(8);
    const span = [1, 3, 4, 8, 20][below(5)];
    const value = (): string => {
      if (!dtype.startsWith("f"))
        return String(below(10 ** (1 + below(dtype.endsWith("8") ? 2 : 4))));
      if (kind === 0 && below(3) === 0) return ["nan", "inf", "-inf"][below(3)];
      if (kind === 1) return String(below(2000) - 1000);
      if (kind === 2) return String(below(1000) / 8);
      if (kind === 3) return String(Math.round(random() * 1e4) / 1e3);
      const magnitude = 10 ** ((random() - 0.5) * span);
      return String((below(2) ? 1 : -1) * magnitude * (below(9) === 0 ? 0 : 1));
    };
    return { dtype, shape, values: Array.from({ length: size }, value) };
  }).filter(({ shape, values }) =>
    // NumPy's versions differ in when a float32 without axes gets an exponent.
    shape.length > 0 ? values.length < 30_000 : Math.abs(Number(values[0])) < 1e8,
  );
}

/** Each expectation is numpy.array_str of the array named beside it, with NumPy 1.24. */
describe("printing", () => {
  const float32 = { dtype: "float32" } as const;
  const tenths = tensor([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  const block = arange(24).astype("int32").reshape([2, 3, 4]);
  const long = tensor([9_007_199_254_740_993n, -1n], { dtype: "int64" });
  const low = arange(-4, 4, { dtype: "int8" }).reshape([2, 4]);
  test.for<[string, Tensor<DType>, string]>([
    [
      "array([[1., 2.], [3., 4.]])",
      tensor([
        [1, 2],
        [3, 4],
      ]),
      "[[1. 2.]\n [3. 4.]]",
    ],
    ["array([-1.5, 2, 1e-5])", tensor([-1.5, 2, 1e-5]), "[-1.5e+00  2.0e+00  1.0e-05]"],
    [
      "array([1/3, -2/3, 0], 'float32')",
      tensor([1 / 3, -2 / 3, 0], float32),
      "[ 0.33333334 -0.6666667   0.        ]",
    ],
    [
      "array([nan, inf, -inf, 1.5])",
      tensor([NaN, Infinity, -Infinity, 1.5]),
      "[ nan  inf -inf  1.5]",
    ],
    ["array([-0.0, 1])", tensor([-0, 1]), "[-0.  1.]"],
    ["array([1e300, -1e-300])", tensor([1e300, -1e-300]), "[ 1.e+300 -1.e-300]"],
    ["array([123456789.0])", tensor([123_456_789]), "[1.23456789e+08]"],
    ["array([1/512, 3/512]), ties", tensor([1 / 512, 3 / 512]), "[0.00195312 0.00585938]"],
    ["linspace(0, 1, 11)", tenths, "[0.  0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1. ]"],
    ["arange(2000)", arange(2000).astype("int32"), "[   0    1    2 ... 1997 1998 1999]"],
    ["arange(-4, 4, dtype='int8').reshape(2, 4)", low, "[[-4 -3 -2 -1]\n [ 0  1  2  3]]"],
    ["array([9007199254740993, -1])", long, "[9007199254740993               -1]"],
    [
      "arange(24).reshape(2, 3, 4)",
      block,
      "[[[ 0  1  2  3]\n  [ 4  5  6  7]\n  [ 8  9 10 11]]\n\n [[12 13 14 15]\n  [16 17 18 19]\n  [20 21 22 23]]]",
    ],
    [
      "arange(1200.).reshape(400, 3)",
      arange(1200).reshape([400, 3]),
      "[[0.000e+00 1.000e+00 2.000e+00]\n [3.000e+00 4.000e+00 5.000e+00]\n [6.000e+00 7.000e+00 8.000e+00]\n ...\n [1.191e+03 1.192e+03 1.193e+03]\n [1.194e+03 1.195e+03 1.196e+03]\n [1.197e+03 1.198e+03 1.199e+03]]",
    ],
    ["zeros((2, 0, 3))", zeros([2, 0, 3]), "[]"],
    ["array(2.5)", tensor(2.5), "2.5"],
    ["array(1e-7)", tensor(1e-7), "1e-07"],
    [
      "arange(6.).reshape(2, 3).T",
      arange(6).reshape([2, 3]).transpose(),
      "[[0. 3.]\n [1. 4.]\n [2. 5.]]",
    ],
  ])("%s prints as NumPy prints it", ([, x, wanted]) => {
    expect(x.toString()).toBe(wanted);
  });
});

describe.skipIf(python === undefined)("printing against NumPy itself", () => {
  test.for(["float64", "float32", "int32", "uint8"] as const)(
    "400 random %s tensors print as numpy.array_str prints them",
    (dtype) => {
      const cases = randomCases(400, [dtype]);
      const wanted = arrayStr(cases);
      const differing = cases.flatMap((item, i) => {
        const got = print(item);
        return got === wanted[i] ? [] : [{ shape: item.shape, got, wanted: wanted[i] }];
      });
      expect(differing).toEqual([]);
    },
  );
});
