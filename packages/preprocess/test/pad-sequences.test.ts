import { readFileSync } from "node:fs";
import { RaggedTensor } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { padSequences, type Sequence, type SequenceEnd } from "../src/index.ts";

interface GoldenCase {
  sequences: number[][];
  maxlen: number | null;
  padding: SequenceEnd;
  truncating: SequenceEnd;
  value: number;
  expected: number[][];
}

const golden = JSON.parse(
  readFileSync(new URL("golden/pad-sequences.json", import.meta.url), "utf8"),
) as { cases: GoldenCase[] };

const ends: readonly SequenceEnd[] = ["pre", "post"];

/** What a caller without types may pass. */
const call = (sequences: unknown, options?: unknown) => () =>
  padSequences(sequences as Sequence[], options as { maxlen: number });

describe("padSequences gives the rows of Keras's pad_sequences", () => {
  it("has 40 reference cases", () => {
    expect(golden.cases).toHaveLength(40);
  });

  it.each(golden.cases)(
    "maxlen $maxlen, padding $padding, truncating $truncating, value $value",
    ({ sequences, maxlen, expected, ...options }) => {
      const all = { ...options, ...(maxlen === null ? {} : { maxlen }) };
      expect(padSequences(sequences, all).toArray()).toEqual(expected);
      expect(padSequences(RaggedTensor.fromArrays(sequences), all).toArray()).toEqual(expected);
    },
  );

  // keras.utils.pad_sequences([[1], [1, 2], [1, 2, 3]], ...)
  const rows = [[1], [1, 2], [1, 2, 3]];
  it.each([
    [
      { maxlen: 3, padding: "pre" },
      [
        [0, 0, 1],
        [0, 1, 2],
        [1, 2, 3],
      ],
    ],
    [
      { maxlen: 3, padding: "post" },
      [
        [1, 0, 0],
        [1, 2, 0],
        [1, 2, 3],
      ],
    ],
    [
      { maxlen: 2, truncating: "pre" },
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    ],
    [
      { maxlen: 2, truncating: "post" },
      [
        [0, 1],
        [1, 2],
        [1, 2],
      ],
    ],
    [
      { maxlen: 3, value: 1 },
      [
        [1, 1, 1],
        [1, 1, 2],
        [1, 2, 3],
      ],
    ],
  ] as const)("whole numbers, %j", (options, expected) => {
    expect(padSequences(rows, options).toArray()).toEqual(expected);
  });

  // the same five with [[1.2], [1.2, 2.3], [1.2, 2.3, 3.4]] and dtype="float32"
  const floats = [[1.2], [1.2, 2.3], [1.2, 2.3, 3.4]];
  it.each([
    [{ maxlen: 3, padding: "pre" }, [0, 0, 1.2, 0, 1.2, 2.3, 1.2, 2.3, 3.4]],
    [{ maxlen: 3, padding: "post" }, [1.2, 0, 0, 1.2, 2.3, 0, 1.2, 2.3, 3.4]],
    [{ maxlen: 2, truncating: "pre" }, [0, 1.2, 1.2, 2.3, 2.3, 3.4]],
    [{ maxlen: 2, truncating: "post" }, [0, 1.2, 1.2, 2.3, 1.2, 2.3]],
    [{ maxlen: 3, value: 1 }, [1, 1, 1.2, 1, 1.2, 2.3, 1.2, 2.3, 3.4]],
  ] as const)("float32, %j", (options, expected) => {
    const padded = padSequences(floats, { ...options, dtype: "float32" });
    expect(padded.data).toEqual(Float32Array.from(expected));
  });

  // keras.utils.pad_sequences with steps that are vectors of two
  const vectors = [
    [[1, 1]],
    [
      [2, 1],
      [2, 2],
    ],
    [
      [3, 1],
      [3, 2],
      [3, 3],
    ],
  ];
  it.each([
    [
      { maxlen: 3, padding: "pre" },
      [
        [
          [0, 0],
          [0, 0],
          [1, 1],
        ],
        [
          [0, 0],
          [2, 1],
          [2, 2],
        ],
        [
          [3, 1],
          [3, 2],
          [3, 3],
        ],
      ],
    ],
    [
      { maxlen: 3, padding: "post" },
      [
        [
          [1, 1],
          [0, 0],
          [0, 0],
        ],
        [
          [2, 1],
          [2, 2],
          [0, 0],
        ],
        [
          [3, 1],
          [3, 2],
          [3, 3],
        ],
      ],
    ],
    [
      { maxlen: 2, truncating: "pre" },
      [
        [
          [0, 0],
          [1, 1],
        ],
        [
          [2, 1],
          [2, 2],
        ],
        [
          [3, 2],
          [3, 3],
        ],
      ],
    ],
    [
      { maxlen: 2, truncating: "post" },
      [
        [
          [0, 0],
          [1, 1],
        ],
        [
          [2, 1],
          [2, 2],
        ],
        [
          [3, 1],
          [3, 2],
        ],
      ],
    ],
    [
      { maxlen: 3, value: 1 },
      [
        [
          [1, 1],
          [1, 1],
          [1, 1],
        ],
        [
          [1, 1],
          [2, 1],
          [2, 2],
        ],
        [
          [3, 1],
          [3, 2],
          [3, 3],
        ],
      ],
    ],
  ] as const)("vectors, %j", (options, expected) => {
    const padded = padSequences(vectors, options);
    expect(padded.shape).toEqual([3, options.maxlen, 2]);
    expect(padded.toArray()).toEqual(expected);
  });

  // five cases over rows of which one is empty
  const uneven = [[10, 20, 30], [5, 15], [], [1, 2, 3, 4, 5, 6]];
  it.each([
    [
      { padding: "post", truncating: "post" },
      [
        [10, 20, 30, 0],
        [5, 15, 0, 0],
        [0, 0, 0, 0],
        [1, 2, 3, 4],
      ],
    ],
    [
      { padding: "post", truncating: "pre" },
      [
        [10, 20, 30, 0],
        [5, 15, 0, 0],
        [0, 0, 0, 0],
        [3, 4, 5, 6],
      ],
    ],
    [
      { padding: "pre", truncating: "post" },
      [
        [0, 10, 20, 30],
        [0, 0, 5, 15],
        [0, 0, 0, 0],
        [1, 2, 3, 4],
      ],
    ],
    [
      { padding: "pre", truncating: "pre" },
      [
        [0, 10, 20, 30],
        [0, 0, 5, 15],
        [0, 0, 0, 0],
        [3, 4, 5, 6],
      ],
    ],
    [
      { value: 42 },
      [
        [42, 10, 20, 30],
        [42, 42, 5, 15],
        [42, 42, 42, 42],
        [3, 4, 5, 6],
      ],
    ],
  ] as const)("an empty row, %j", (options, expected) => {
    expect(padSequences(uneven, { ...options, maxlen: 4 }).toArray()).toEqual(expected);
  });
});

describe("padSequences at the edges", () => {
  it("gives int32 unless asked, and says so in its type", () => {
    expect(padSequences([[1]]).dtype).toBe("int32");
    expectTypeOf(padSequences([[1]]).dtype).toEqualTypeOf<"int32">();
    expectTypeOf(padSequences([[1]], { dtype: "float32" }).data).toExtend<Float32Array>();
  });

  it("drops fractions toward zero under an integer type", () => {
    expect(padSequences([[1.9, -1.9, 0.5, -0.5]]).toArray()).toEqual([[1, -1, 0, 0]]);
    expect(padSequences([[2.5]], { maxlen: 2, value: -7.9 }).toArray()).toEqual([[-7, 2]]);
  });

  it("keeps NaN and infinity under a float type", () => {
    const padded = padSequences([[NaN, Infinity]], { maxlen: 3, dtype: "float64", value: NaN });
    expect(padded.toArray()).toEqual([[NaN, NaN, Infinity]]);
  });

  it("gives [0, maxlen] for no sequences", () => {
    expect(padSequences([], { maxlen: 3 }).shape).toEqual([0, 3]);
    expect(padSequences(RaggedTensor.fromArrays([]), { maxlen: 3 }).shape).toEqual([0, 3]);
  });

  it("gives [N, 0] where all sequences are empty and no maxlen is given", () => {
    expect(padSequences([[], []]).shape).toEqual([2, 0]);
    expect(padSequences(RaggedTensor.fromArrays([[], []])).shape).toEqual([2, 0]);
  });

  it("fills the rows of empty sequences", () => {
    expect(padSequences([[], []], { maxlen: 2, value: 7 }).toArray()).toEqual([
      [7, 7],
      [7, 7],
    ]);
  });

  it("reads typed arrays, also as steps", () => {
    expect(padSequences([Uint8Array.of(1, 2), Float64Array.of(3.5)]).toArray()).toEqual([
      [1, 2],
      [0, 3],
    ]);
    expect(padSequences([[Int8Array.of(1, 2)]], { maxlen: 2 }).toArray()).toEqual([
      [
        [0, 0],
        [1, 2],
      ],
    ]);
  });

  it("reads the rows of a ragged tensor's part", () => {
    const part = RaggedTensor.fromArrays([[1, 2, 3], [], [4]]).take([2, 0]);
    expect(padSequences(part, { maxlen: 2 }).toArray()).toEqual([
      [0, 4],
      [2, 3],
    ]);
  });

  it("pads blocks of numbers, two axes a step", () => {
    const padded = padSequences([[[[1, 2]], [[3, 4]]], []], { maxlen: 1, dtype: "float32" });
    expect(padded.shape).toEqual([2, 1, 1, 2]);
    expect(padded.toArray()).toEqual([[[[3, 4]]], [[[0, 0]]]]);
  });

  it("writes every number type", () => {
    for (const dtype of [
      "int8",
      "uint8",
      "int16",
      "uint16",
      "int32",
      "uint32",
      "float32",
      "float64",
    ] as const) {
      expect(padSequences(RaggedTensor.fromArrays([[5]]), { maxlen: 2, dtype }).toArray()).toEqual([
        [0, 5],
      ]);
      expect(padSequences([[5]], { maxlen: 2, dtype }).dtype).toBe(dtype);
    }
  });
});

describe("padSequences by its definition", () => {
  const rows = fc.array(fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 12 }), {
    minLength: 1,
    maxLength: 8,
  });
  const options = fc.record({
    maxlen: fc.integer({ min: 1, max: 15 }),
    padding: fc.constantFrom(...ends),
    truncating: fc.constantFrom(...ends),
    value: fc.integer({ min: -5, max: 5 }),
  });

  it("is cutting, then filling up, row by row", () => {
    fc.assert(
      fc.property(rows, options, (sequences, { maxlen, padding, truncating, value }) => {
        const expected = sequences.map((row) => {
          const cut = truncating === "pre" ? row.slice(-maxlen) : row.slice(0, maxlen);
          const filling = Array.from({ length: maxlen - cut.length }, () => value);
          return padding === "pre" ? [...filling, ...cut] : [...cut, ...filling];
        });
        const padded = padSequences(sequences, { maxlen, padding, truncating, value });
        expect(padded.toArray()).toEqual(expected);
      }),
    );
  });

  it("is the same for arrays, typed arrays and ragged tensors, bit for bit", () => {
    fc.assert(
      fc.property(rows, options, (sequences, given) => {
        const { data } = padSequences(sequences, given);
        const typed = sequences.map((row) => Int16Array.from(row));
        expect(padSequences(typed, given).data).toEqual(data);
        expect(padSequences(RaggedTensor.fromArrays(sequences), given).data).toEqual(data);
      }),
    );
  });

  it("never changes its input", () => {
    fc.assert(
      fc.property(rows, options, (sequences, given) => {
        const before = structuredClone(sequences);
        const ragged = RaggedTensor.fromArrays(sequences);
        const result = padSequences(ragged, given);
        padSequences(sequences, given).data.fill(99);
        result.data.fill(99);
        expect(sequences).toEqual(before);
        expect(ragged.toArrays()).toEqual(before);
      }),
    );
  });
});

describe("padSequences refuses", () => {
  it.each([
    [{ maxlen: 0 }, "padSequences: expected maxlen to be a whole number from 1 on, got 0."],
    [{ maxlen: -1 }, "got -1"],
    [{ maxlen: 1.5 }, "got 1.5"],
    [{ maxlen: NaN }, "got NaN"],
    [{ padding: "left" }, 'padSequences: expected padding to be "pre" or "post", got "left".'],
    [{ truncating: "end" }, 'padSequences: expected truncating to be "pre" or "post", got "end".'],
    [{ dtype: "int64" }, 'got "int64"'],
    [{ dtype: "str" }, "padSequences: expected dtype to be"],
    [{ value: 2 ** 31 }, "padSequences: expected numbers that fit int32"],
    [{ value: -1, dtype: "uint8" }, "fit uint8 (0 to 255), got -1 (the value to pad with)"],
    [{ value: NaN }, "got NaN"],
  ])("%j with a RangeError, also where all rows are empty", (options, message) => {
    expect(call([[], []], options)).toThrow(RangeError);
    expect(call([[], []], options)).toThrow(message);
    expect(call(RaggedTensor.fromArrays([[1]]), options)).toThrow(message);
  });

  it("no sequences without maxlen", () => {
    expect(call([])).toThrow(RangeError);
    expect(call([])).toThrow("expected maxlen or at least one sequence");
    expect(call(RaggedTensor.fromArrays([]))).toThrow("expected maxlen or at least one sequence");
  });

  it("options that do not exist, and names the nearest", () => {
    expect(call([[1]], { maxLen: 2 })).toThrow(TypeError);
    expect(call([[1]], { maxLen: 2 })).toThrow("got maxLen. Did you mean maxlen?");
    expect(call([[1]], { truncate: "pre" })).toThrow("Did you mean truncating?");
    expect(call([[1]], { pad: "pre" })).toThrow("Did you mean padding?");
    expect(call([[1]], 100)).toThrow("expected an object of options ({ maxlen: ... }), got 100");
    expect(call([[1]], null)).toThrow(TypeError);
  });

  it("text, since tensors hold numbers", () => {
    expect(call([["a", "b"]])).toThrow(TypeError);
    expect(call([["a", "b"]])).toThrow('expected numbers, got "a" (at [0][0])');
    expect(call([[1]], { value: "pad" })).toThrow('got "pad" (the value to pad with)');
    expect(call(["abc"])).toThrow('expected each sequence to be an array, got "abc" (at [0])');
    expect(call("abc")).toThrow('expected an array of sequences or a RaggedTensor, got "abc"');
  });

  it("what is not a row", () => {
    expect(call([[1], 2])).toThrow("expected each sequence to be an array, got 2 (at [1])");
    expect(call([null])).toThrow("got null (at [0])");
    expect(call(7)).toThrow(TypeError);
    expect(call([new DataView(new ArrayBuffer(8))])).toThrow("got DataView");
    expect(call([Array.from({ length: 2 })])).toThrow("got undefined (at [0][0])");
    expect(call([[1n]])).toThrow("got 1n (at [0][0])");
  });

  it("steps of different shapes, naming the place", () => {
    expect(call([[], [[1, 1]], [[2, 1], [2]]])).toThrow(TypeError);
    expect(call([[], [[1, 1]], [[2, 1], [2]]])).toThrow(
      "expected steps of one shape [2], as the first has, got length 1 (at [2][1])",
    );
    expect(call([[[1, 1], 2]])).toThrow("got 2 (at [0][1])");
    expect(call([[1, [2]]])).toThrow("expected numbers, got Array (at [0][1])");
  });

  it("numbers that the type cannot hold, where NumPy would wrap or fail", () => {
    expect(call([[1], [2, 300]], { dtype: "int8" })).toThrow(RangeError);
    expect(call([[1], [2, 300]], { dtype: "int8" })).toThrow("(-128 to 127), got 300 (at [1][1])");
    expect(call(RaggedTensor.fromArrays([[1, 300]]), { dtype: "uint8" })).toThrow("(at [0][1])");
    expect(call([[NaN]])).toThrow("fit int32 (-2147483648 to 2147483647), got NaN (at [0][0])");
    expect(call([[2 ** 31]])).toThrow(RangeError);
    expect(call([[[1, 2 ** 31]]])).toThrow("(at [0][0][1])");
  });

  it("nothing that is cut away", () => {
    expect(padSequences([[300, 1]], { maxlen: 1, dtype: "int8" }).toArray()).toEqual([[1]]);
  });
});

it("padSequences refuses a maxlen that is not a number with a TypeError", () => {
  const options: object = { maxlen: "3" };
  expect(() => padSequences([[1]], options)).toThrow(TypeError);
});
