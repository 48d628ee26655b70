import { arange, ones, tensor } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClassIds, padSequences, toCategorical } from "../src/index.ts";

/** What a caller without types may pass. */
const call = (ids: unknown, options?: unknown) => () =>
  toCategorical(ids as ClassIds, options as { numClasses: number });

describe("toCategorical", () => {
  // keras.utils.to_categorical(np.random.randint(0, 5, shape), 5).shape
  it.each([
    [[1], [1, 5]],
    [[3], [3, 5]],
    [
      [4, 3],
      [4, 3, 5],
    ],
    [
      [5, 4, 3],
      [5, 4, 3, 5],
    ],
    [
      [3, 1],
      [3, 5],
    ],
    [
      [3, 2, 1],
      [3, 2, 5],
    ],
  ])("of ids %j has shape %j, one 1 a row, at the id", (shape, expected) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const ids = Array.from({ length: size }, (_, i) => (i * 7) % 5);
    const encoded = toCategorical(tensor(ids).reshape(shape), { numClasses: 5 });
    expect(encoded.shape).toEqual(expected);
    const rows = encoded.toDense().reshape([-1, 5]).toArray();
    expect(rows.map((row) => row.indexOf(1))).toEqual(ids);
    expect(rows.map((row) => row.filter((x) => x === 0).length)).toEqual(ids.map(() => 4));
  });

  it("infers 6 classes from [0, 2, 5], as Keras does", () => {
    expect(toCategorical([0, 2, 5]).shape).toEqual([3, 6]);
  });

  it("of [0, 2, 1, 3, 4] is a permuted identity", () => {
    expect(toCategorical([0, 2, 1, 3, 4]).toDense().toArray()).toEqual([
      [1, 0, 0, 0, 0],
      [0, 0, 1, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 0, 0, 1, 0],
      [0, 0, 0, 0, 1],
    ]);
  });

  it("of the chapter's [20000, 100] ids and 100 classes stands for 800,000,000 bytes in 8,000,000", () => {
    const x = toCategorical(padSequences([], { maxlen: 100 }), { numClasses: 100 });
    expect(x.shape).toEqual([0, 100, 100]);
    const chapter = toCategorical(ones([20000, 100], { dtype: "int32" }), { numClasses: 100 });
    expect(chapter.shape).toEqual([20000, 100, 100]);
    expect(chapter.nbytes).toBe(800_000_000);
    expect(chapter.indices.nbytes).toBe(8_000_000);
  });

  it("reads numbers, nested arrays, typed arrays and views of tensors alike", () => {
    const expected = toCategorical([
      [0, 1],
      [2, 0],
    ])
      .toDense()
      .toArray();
    expect(
      toCategorical([Uint8Array.of(0, 1), Int32Array.of(2, 0)])
        .toDense()
        .toArray(),
    ).toEqual(expected);
    const view = tensor(
      [
        [0, 2],
        [1, 0],
      ],
      { dtype: "int32" },
    ).transpose();
    expect(toCategorical(view).toDense().toArray()).toEqual(expected);
    expect(toCategorical(tensor([0n, 2n], { dtype: "int64" })).indices.toArray()).toEqual([0, 2]);
    expect(toCategorical(Float32Array.of(1, 0)).indices.toArray()).toEqual([1, 0]);
    // keras.utils.to_categorical(3, 5).shape == (5,)
    expect(toCategorical(3, { numClasses: 5 }).toDense().toArray()).toEqual([0, 0, 0, 1, 0]);
  });

  it("keeps its own copy of the ids", () => {
    const ids = tensor([1, 2], { dtype: "int32" });
    const encoded = toCategorical(ids, { numClasses: 3 });
    ids.set(-7, 0);
    expect(encoded.indices.toArray()).toEqual([1, 2]);
  });

  it("of no ids has no rows, where numClasses is given", () => {
    expect(toCategorical([], { numClasses: 4 }).shape).toEqual([0, 4]);
  });

  it("drops one axis of length 1 only, and never the only axis", () => {
    expect(toCategorical([[[1]]]).shape).toEqual([1, 1, 2]);
    expect(toCategorical([1]).shape).toEqual([1, 2]);
  });

  it("is undone by the place of the 1", () => {
    const ids = fc.array(fc.nat(20), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(ids, (given) => {
        const rows = toCategorical(given).toDense().toArray() as number[][];
        expect(rows.map((row) => row.indexOf(1))).toEqual(given);
      }),
    );
  });

  it("lets toDense refuse more memory than it was allowed", () => {
    const encoded = toCategorical(arange(100), { numClasses: 100 });
    expect(() => encoded.toDense({ maxBytes: 39_999 })).toThrow(RangeError);
    expect(encoded.toDense({ maxBytes: 40_000 }).nbytes).toBe(40_000);
  });
});

describe("toCategorical refuses", () => {
  it.each([
    [
      "a negative id, which NumPy would count from the end",
      [
        [0, 1],
        [2, -1],
      ],
      3,
      "got -1 (at [1, 1])",
    ],
    ["an id that is not below numClasses", [0, 3], 3, "whole ids from 0 to 2, got 3 (at [1])"],
    ["a fraction", [[0.5]], 3, "got 0.5 (at [0, 0])"],
    ["NaN", [0, NaN], 3, "got NaN (at [1])"],
    ["infinity", [Infinity], undefined, "got Infinity (at [0])"],
    ["an id of more than 31 bits", [2 ** 31], undefined, "got 2147483648 (at [0])"],
  ])("%s, naming the element", (_, ids, numClasses, message) => {
    const options = numClasses === undefined ? {} : { numClasses };
    expect(call(ids, options)).toThrow(RangeError);
    expect(call(ids, options)).toThrow(message);
  });

  it("no ids without numClasses", () => {
    expect(call([])).toThrow(RangeError);
    expect(call([])).toThrow("expected numClasses or at least one id");
  });

  it("a numClasses that is not a whole number from 1 on", () => {
    for (const numClasses of [0, -1, 1.5, NaN]) {
      expect(call([0], { numClasses })).toThrow(RangeError);
    }
    expect(call([0], { numClasses: "3" })).toThrow(TypeError);
  });

  it("options that do not exist, and names the nearest", () => {
    expect(call([0], { num_classes: 2 })).toThrow(TypeError);
    expect(call([0], { num_classes: 2 })).toThrow("Did you mean numClasses?");
    expect(call([0], 3)).toThrow("expected an object of options ({ numClasses: ... }), got 3");
  });

  it("rows of different lengths and text", () => {
    expect(call([[0, 1], [2]])).toThrow(TypeError);
    expect(call([["a"]])).toThrow(TypeError);
    expect(call("abc")).toThrow(
      'toCategorical: expected ids as a Tensor, numbers or nested arrays, got "abc".',
    );
    for (const ids of [null, undefined, {}, true]) expect(call(ids)).toThrow(TypeError);
  });
});
