import { findPython, runPython } from "@rnn/testing/run-python";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arange, type SliceRange, Tensor, tensor, zeros } from "../src/index.ts";

const python = findPython("numpy");

const lengths = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 });
const bound = fc.option(fc.integer({ min: -7, max: 7 }), { nil: null });
const step = fc.integer({ min: -3, max: 3 }).filter((n) => n !== 0);
const range: fc.Arbitrary<SliceRange> = fc.oneof(fc.tuple(bound, bound, step), fc.constant(null));

function count(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Python's list slicing, by its definition: walk from start by step until stop is reached or passed. */
function pythonSlice<T>(items: readonly T[], [start, stop, by]: readonly (number | null)[]): T[] {
  const n = items.length;
  const s = by ?? 1;
  const place = (at: number): number =>
    s > 0 ? Math.min(Math.max(at, 0), n) : Math.min(Math.max(at, -1), n - 1);
  const from = (at: number): number => place(at < 0 ? at + n : at);
  const picked: T[] = [];
  const first = start === null ? (s > 0 ? 0 : n - 1) : from(start);
  const end = stop === null ? (s > 0 ? n : -1) : from(stop);
  for (let i = first; s > 0 ? i < end : i > end; i += s) picked.push(items[i]);
  return picked;
}

describe("slice", () => {
  test("takes of an axis what Python's start:stop:step takes of a list", () => {
    fc.assert(
      fc.property(fc.nat(6), bound, bound, step, (n, start, stop, by) => {
        const wanted = pythonSlice([...arange(n).data], [start, stop, by]);
        expect(arange(n).slice([start, stop, by]).toArray()).toEqual(wanted);
      }),
    );
  });

  test("is a view: writing through it is seen in the whole", () => {
    const x = zeros([3, 4]);
    x.slice(1, [null, null, 2]).set(7, 1);
    expect(x.at(1, 2)).toBe(7);
  });

  test("refuses a step of 0, fractions, too many ranges and an index outside", () => {
    const x = zeros([2, 2]);
    expect(() => x.slice([0, 2, 0])).toThrow("slice: expected [start, stop, step]");
    expect(() => x.slice([0.5])).toThrow(RangeError);
    expect(() => x.slice(0, 0, 0)).toThrow("slice: expected at most 2 ranges");
    expect(() => x.slice(2)).toThrow("slice: expected an index from -2 to 1 on axis 0, got 2.");
  });
});

describe("views", () => {
  test("transpose exchanges the indices of every element", () => {
    fc.assert(
      fc.property(lengths, (shape) => {
        const x = arange(count(shape)).reshape(shape);
        const turned = x.transpose();
        expect(turned.shape).toEqual(shape.toReversed());
        expect(turned.transpose().toArray()).toEqual(x.toArray());
        expect(turned.data).toBe(x.data);
      }),
    );
  });

  test("swapaxes twice is the same tensor, and a copy of a view holds its elements in order", () => {
    const x = arange(24).reshape([2, 3, 4]);
    expect(x.swapaxes(0, -1).shape).toEqual([4, 3, 2]);
    expect(x.swapaxes(0, 2).swapaxes(0, 2).toArray()).toEqual(x.toArray());
    const view = x.swapaxes(1, 2);
    expect([...view.copy().data]).toEqual([view.toArray()].flat(4));
    expect(x.contiguous()).toBe(x);
  });

  test("transpose wants each axis once", () => {
    expect(() => zeros([2, 3]).transpose([0, 0])).toThrow("transpose: expected each of the 2 axes");
    expect(() => zeros([2, 3]).swapaxes(0, 2)).toThrow(RangeError);
  });
});

describe("reshape", () => {
  test("keeps the row-major order of the elements, whatever the strides", () => {
    fc.assert(
      fc.property(lengths, fc.array(range, { maxLength: 4 }), (shape, ranges) => {
        const x = arange(count(shape))
          .reshape(shape)
          .slice(...ranges.slice(0, shape.length));
        for (const view of [x, x.transpose()]) {
          expect(view.reshape([-1]).toArray()).toEqual([view.toArray()].flat(5));
          expect(view.reshape([1, view.size, 1]).shape).toEqual([1, view.size, 1]);
        }
      }),
    );
  });

  test("refuses another number of elements and two unknown lengths", () => {
    expect(() => zeros([2, 3]).reshape([4])).toThrow("reshape: expected a shape of 6 elements");
    expect(() => zeros([2, 3]).reshape([-1, -1])).toThrow(RangeError);
    expect(() => zeros([2, 3]).reshape([4, -1])).toThrow(RangeError);
    expect(zeros([0, 3]).reshape([3, -1]).shape).toEqual([3, 0]);
  });

  test.skipIf(python === undefined)(
    "is a view exactly where NumPy's is, in 500 random slices and permutations",
    () => {
      const numeric = fc.record({
        shape: fc.array(fc.constantFrom(1, 2, 3, 4, 6), { minLength: 1, maxLength: 4 }),
        steps: fc.array(fc.constantFrom(1, 1, 1, 2, -1), { minLength: 4, maxLength: 4 }),
        order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        regroup: fc.array(fc.nat(5), { minLength: 6, maxLength: 6 }),
      });
      const cases = fc.sample(numeric, { numRuns: 500, seed: 11 }).map((drawn) => {
        const { shape, steps, regroup } = drawn;
        const axes = drawn.order.filter((axis) => axis < shape.length);
        const x = arange(count(shape))
          .reshape(shape)
          .slice(...shape.map((_, axis): SliceRange => [null, null, steps[axis]]))
          .transpose(axes);
        // The prime factors of the size, multiplied together into random groups.
        const target = [1, 1, 1];
        let rest = x.size;
        for (let prime = 2; rest > 1; rest % prime === 0 ? (rest /= prime) : prime++) {
          if (rest % prime === 0) target[regroup[rest % 6] % 3] *= prime;
        }
        return { x, drawn: { shape, steps: steps.slice(0, shape.length), axes, target } };
      });
      const script = `
import json, sys, numpy
views = []
for c in json.load(sys.stdin):
  x = numpy.arange(numpy.prod(c["shape"])).reshape(c["shape"])
  x = x[tuple(slice(None, None, s) for s in c["steps"])].transpose(c["axes"])
  views.append(bool(numpy.shares_memory(x, x.reshape(c["target"]))))
print(json.dumps(views))`;
      const input = JSON.stringify(cases.map((one) => one.drawn));
      const stdout = runPython(python, script, input).toString();
      const views = cases.map(({ x, drawn }) => x.reshape(drawn.target).data === x.data);
      expect(views).toEqual(JSON.parse(stdout));
    },
  );
});

describe("take", () => {
  test("picks positions of any axis, repeats and negatives included", () => {
    const x = arange(12).reshape([3, 4]);
    expect(x.take([2, 0, -1]).toArray()).toEqual(
      [x.slice(2), x.slice(0), x.slice(2)].map((r) => r.toArray()),
    );
    // numpy.arange(12).reshape(3, 4).T.take([1, 1], axis=1)
    expect(x.transpose().take([1, 1], 1).toArray()).toEqual([
      [4, 4],
      [5, 5],
      [6, 6],
      [7, 7],
    ]);
    expect(x.take([]).shape).toEqual([0, 4]);
    expect(() => x.take([3])).toThrow("take: expected an index from -3 to 2 on axis 0, got 3.");
  });
});

describe("astype", () => {
  test("drops fractions and wraps whole numbers that do not fit", () => {
    expect(tensor([1.9, -1.9]).astype("int32").toArray()).toEqual([1, -1]);
    expect(tensor([300, -1], { dtype: "int32" }).astype("uint8").toArray()).toEqual([44, 255]);
    expect(tensor([0.1]).astype("float32").toArray()).toEqual([Math.fround(0.1)]);
  });

  test("goes to bigints and back without losing the low bits", () => {
    expect(tensor([-3.7, 5]).astype("int64").toArray()).toEqual([-3n, 5n]);
    const large = tensor([2n ** 40n + 7n, 4_294_967_295n], { dtype: "int64" });
    expect(large.astype("int32").toArray()).toEqual([7, -1]);
    expect(large.astype("uint32").toArray()).toEqual([7, 4_294_967_295]);
    expect(large.astype("float64").toArray()).toEqual([2 ** 40 + 7, 4_294_967_295]);
  });

  test("says where NaN or an infinity has no integer", () => {
    expect(() => tensor([1, NaN]).astype("int64")).toThrow(/astype: expected finite numbers.*NaN/);
  });
});

describe("elements", () => {
  test("at and set count from the end where negative, and name what is wrong", () => {
    const x = arange(6).reshape([2, 3]);
    expect(x.at(-1, -1)).toBe(5);
    expect(() => x.at(0)).toThrow("at: expected 2 indices for shape [2, 3], got 1.");
    expect(() => x.at(0, 3)).toThrow("at: expected an index from -3 to 2 on axis 1, got 3.");
    expect(() => x.set(1, 0, 0.5)).toThrow(RangeError);
  });

  test("the constructor refuses a shape or strides that leave the data", () => {
    expect(() => new Tensor(new Float64Array(3), "float64", [2, 2])).toThrow(
      "Tensor: expected elements from 0 to 3 for shape [2, 2]",
    );
    expect(() => new Tensor(new Float64Array(3), "float64", [2], [3])).toThrow(RangeError);
    expect(() => new Tensor(new Float64Array(3), "float64", [-1])).toThrow(RangeError);
  });

  test("nbytes counts the elements of a view, not of its data", () => {
    expect(zeros([4, 4], { dtype: "float32" }).slice([0, 2]).nbytes).toBe(32);
  });
});
