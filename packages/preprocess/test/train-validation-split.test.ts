import { createHash } from "node:crypto";
import { RaggedTensor } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trainValidationSplit } from "../src/index.ts";

/** What a caller without types may pass. */
const call = (n: unknown, options?: unknown) => () =>
  trainValidationSplit(n as number, options as { seed: number });

describe("trainValidationSplit", () => {
  it("gives the chapter's rows: np.random.seed(42); np.random.permutation(25000)", () => {
    const { train, validation } = trainValidationSplit(25_000);
    expect([train.shape, validation.shape]).toEqual([[20_000], [5_000]]);
    expect([...train.data.subarray(0, 5)]).toEqual([6868, 24016, 9668, 13640, 14018]);
    const hash = createHash("sha256");
    for (const { data } of [train, validation]) {
      for (const row of data) {
        const bytes = Buffer.alloc(4);
        bytes.writeInt32LE(row);
        hash.update(bytes);
      }
    }
    expect(hash.digest("hex")).toBe(
      "9479f475a61aeaf9a107632197a3c07823d3eb70b5aab38194c25753ac0366cb",
    );
  });

  it("gives NumPy's permutation of 10 under seeds 42, 113 and 1234", () => {
    // np.random.RandomState(seed).permutation(10)
    const expected = new Map([
      [42, [8, 1, 5, 0, 7, 2, 9, 4, 3, 6]],
      [113, [9, 3, 6, 1, 0, 7, 4, 8, 2, 5]],
      [1234, [7, 2, 9, 1, 0, 8, 4, 5, 6, 3]],
    ]);
    for (const [seed, rows] of expected) {
      const { train, validation } = trainValidationSplit(10, { seed, validationSize: 4 });
      expect(train.toArray()).toEqual(rows.slice(0, 6));
      expect(validation.toArray()).toEqual(rows.slice(6));
    }
  });

  it("takes a fifth of the rows, rounded down, to validate with", () => {
    for (const [n, size] of [
      [5, 1],
      [9, 1],
      [10, 2],
      [35, 7],
      [99, 19],
    ] as const) {
      expect(trainValidationSplit(n).validation.shape).toEqual([size]);
    }
  });

  it("holds each row once, in one part or the other", () => {
    const sizes = fc
      .integer({ min: 2, max: 60 })
      .chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 1, max: n - 1 }), fc.nat()));
    fc.assert(
      fc.property(sizes, ([n, validationSize, seed]) => {
        const { train, validation } = trainValidationSplit(n, { validationSize, seed });
        expect(validation.size).toBe(validationSize);
        const rows = [...train.data, ...validation.data].sort((a, b) => a - b);
        expect(rows).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it("gives parts of its own, which take() accepts", () => {
    const { train, validation } = trainValidationSplit(3, { validationSize: 1 });
    expect([train.dtype, train.data.length, validation.data.length]).toEqual(["int32", 2, 1]);
    const rows = RaggedTensor.fromArrays([[10], [11], [12]]);
    const taken = [...rows.take(train).toArrays(), ...rows.take(validation).toArrays()];
    expect(taken.flat().sort((a, b) => a - b)).toEqual([10, 11, 12]);
  });

  it("refuses an empty part", () => {
    for (const validationSize of [0, 10, 11, -1, 0.2, 2.5, NaN]) {
      expect(call(10, { validationSize })).toThrow(RangeError);
    }
    expect(call(10, { validationSize: 10 })).toThrow("expected a validationSize from 1 to 9");
    expect(call(10, { validationSize: 0.2 })).toThrow("Give { validationSize } in rows.");
    expect(call(4)).toThrow("expected a validationSize from 1 to 3");
  });

  it("refuses fewer than two rows, and what is not a count", () => {
    for (const n of [0, 1, -5, 2.5, NaN]) expect(call(n)).toThrow(RangeError);
    expect(call("10")).toThrow(TypeError);
  });

  it("refuses seeds that NumPy refuses", () => {
    for (const seed of [-1, 2 ** 32, 0.5]) expect(call(10, { seed })).toThrow(RangeError);
  });

  it("refuses options that do not exist, and names the nearest", () => {
    expect(call(10, { validation_size: 2 })).toThrow(TypeError);
    expect(call(10, { validationSplit: 0.2 })).toThrow("Did you mean validationSize?");
  });
});
