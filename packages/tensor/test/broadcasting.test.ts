import * as fc from "fast-check";
import { expect, test } from "vitest";
import { add, arange, subtract } from "../src/index.ts";

const lengths = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });

/** Two shapes that broadcast: one whole, the other with leading axes cut and some lengths set to 1. */
const shapes = fc
  .tuple(lengths, fc.nat(4), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), fc.boolean())
  .map(([shape, cut, single, flip]) => {
    const other = shape.map((length, axis) => (single[axis] ? 1 : length)).slice(cut);
    return flip ? ([other, shape] as const) : ([shape, other] as const);
  });

function count(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

test("each element of a broadcast difference is the difference of the elements that align", () => {
  fc.assert(
    fc.property(shapes, fc.boolean(), ([shapeA, shapeB], transposed) => {
      const build = (shape: readonly number[]) =>
        transposed
          ? arange(count(shape)).reshape(shape.toReversed()).transpose()
          : arange(count(shape)).reshape(shape);
      const [a, b] = [build(shapeA), build(shapeB)];
      const result = subtract(a, b);
      const index = result.shape.map(() => 0);
      const aligned = (shape: readonly number[]) =>
        shape.map((n, axis) => (n === 1 ? 0 : index[axis - shape.length + index.length]));
      for (let next = 0; next < result.size; next++) {
        expect(result.at(...index)).toBe(a.at(...aligned(shapeA)) - b.at(...aligned(shapeB)));
        for (let axis = index.length - 1; axis >= 0; axis--) {
          index[axis] = (index[axis] + 1) % result.shape[axis];
          if (index[axis] !== 0) break;
        }
      }
    }),
  );
});

test("views with steps, offsets and negative strides are read where they are", () => {
  const x = arange(12).reshape([3, 4]);
  const view = x.slice([null, null, -1], [1, null, 2]);
  // numpy.arange(12).reshape(3, 4)[::-1, 1::2] + [[100], [200], [300]]
  const column = arange(100, 301, { step: 100 }).reshape([3, 1]);
  expect(add(view, column).toArray()).toEqual([
    [109, 111],
    [205, 207],
    [301, 303],
  ]);
});

test("a row against a column gives the table of both", () => {
  expect(add(arange(2).reshape([2, 1]), arange(3)).toArray()).toEqual([
    [0, 1, 2],
    [1, 2, 3],
  ]);
});
