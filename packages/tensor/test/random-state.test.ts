import { createHash } from "node:crypto";
import { findPython, runPython } from "@rnn/testing/run-python";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arange,
  type RandintDType,
  RandomState,
  type RandomStateSnapshot,
  type Tensor,
  tensor,
} from "../src/index.ts";
import golden from "./golden/numpy-random-state.json" with { type: "json" };

/** The elements of a tensor with one axis, as a list. */
function list(x: Tensor<"int32" | "uint32" | "float64">): number[] {
  return Array.from(x.contiguous().data);
}

/** How many floats apart two numbers of one sign are. */
function ulpsApart(a: number, b: number): number {
  const [x, y] = new BigInt64Array(Float64Array.of(a, b).buffer);
  return Number(x > y ? x - y : y - x);
}

function mostUlpsApart(got: readonly number[], want: readonly number[]): number {
  expect(got.length).toBe(want.length);
  return got.reduce((most, value, i) => Math.max(most, ulpsApart(value, want[i])), 0);
}

const python = findPython("numpy");

/** What a Python expression over `R` (numpy.random.RandomState) and `np` gives, through JSON. */
function numpy(expression: string): unknown {
  const program = `import json, numpy as np\nR = np.random.RandomState\nprint(json.dumps(${expression}))`;
  return JSON.parse(runPython(python, program).toString()) as unknown;
}

describe("RandomState gives NumPy's stream", () => {
  it.each(golden.cases)("for seed $seed, call after call", (want) => {
    const random = new RandomState(want.seed);
    const order = random.permutation(25_000);
    expect(list(order.slice([0, 20]))).toEqual(want.permutation_25000_first20);
    expect(list(order.slice([-5]))).toEqual(want.permutation_25000_last5);
    const bytes = new Uint8Array(order.astype("int64").data.buffer);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(
      want.permutation_25000_sha256_int64le,
    );
    expect(list(random.permutation(20_000).slice([0, 10]))).toEqual(
      want.then_permutation_20000_first10,
    );
    expect(list(random.randomSample(5))).toEqual(want.then_random_sample_5);
    expect(list(random.uniform(-0.2, 0.2, 5))).toEqual(want["then_uniform_-0.2_0.2_5"]);
    expect(list(random.standardNormal(7))).toEqual(want.then_standard_normal_7);
    expect(list(random.normal(2, 3, 4))).toEqual(want.then_normal_2_3_4);
    expect(list(random.randint(0, 10, 12))).toEqual(want.then_randint_0_10_12);
    expect(list(random.randint(-5, 1_000_000, 6))).toEqual(want["then_randint_-5_1000000_6"]);
    const raw = new Uint32Array(random.bytes(16).buffer);
    expect([...raw]).toEqual(want.then_bytes_raw_uint32_4);
    const items = arange(17);
    random.shuffle(items);
    expect(list(items)).toEqual(want.then_shuffle_arange17);
    expect(list(random.choice(1000, 5))).toEqual(want.then_choice_1000_5);
  });

  it("for a list of seeds", () => {
    expect(list(new RandomState([1, 2, 3]).randomSample(3))).toEqual(
      golden["array_seed_[1,2,3]_random_sample_3"],
    );
    // RandomState(seed).randint(1000)
    expect(new RandomState(0).randint(1000)).toBe(684);
    expect(new RandomState(4294967295).randint(1000)).toBe(419);
    expect(new RandomState([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).randint(1000)).toBe(468);
    expect(new RandomState([0]).randint(1000)).toBe(973);
    expect(new RandomState(Uint32Array.of(4294967295)).randint(1000)).toBe(265);
  });

  it("in its state", () => {
    const { key, pos, hasGauss, cachedGaussian } = new RandomState(5).getState();
    expect(Array.from(key.subarray(0, 5))).toEqual(golden.state_seed5_key_first5);
    expect({ pos, hasGauss, cachedGaussian }).toEqual({
      pos: golden.state_seed5_pos,
      hasGauss: false,
      cachedGaussian: 0,
    });
  });

  it("through two shuffles of one stream", () => {
    const random = new RandomState(113);
    for (const want of [
      golden.shuffle_arange25000_seed113_first10,
      golden.then_shuffle_arange25000_first10,
    ]) {
      const items = Array.from({ length: 25_000 }, (_, i) => i);
      random.shuffle(items);
      expect(items.slice(0, 10)).toEqual(want);
    }
  });

  it("for small permutations", () => {
    // RandomState(seed).permutation(10)
    expect(list(new RandomState(113).permutation(10))).toEqual([9, 3, 6, 1, 0, 7, 4, 8, 2, 5]);
    expect(list(new RandomState(42).permutation(10))).toEqual([8, 1, 5, 0, 7, 2, 9, 4, 3, 6]);
    expect(list(new RandomState(1234).permutation(10))).toEqual([7, 2, 9, 1, 0, 8, 4, 5, 6, 3]);
    expect(new RandomState(1234567890).permutation([1, 2, 3, 4, 5, 6, 7, 8, 9, 0])).toEqual([
      0, 1, 9, 6, 2, 4, 5, 8, 7, 3,
    ]);
  });

  it("for the epoch orders of seed 42", () => {
    const random = new RandomState(42);
    expect(list(random.permutation(20_000).slice([0, 5]))).toEqual([
      10650, 2041, 8668, 1114, 13902,
    ]);
    expect(list(random.permutation(20_000).slice([0, 5]))).toEqual([
      10798, 12387, 6477, 17390, 7685,
    ]);
  });

  it("for each distribution of seed 1234567890", () => {
    const fresh = (): RandomState => new RandomState(1234567890);
    // rand(2), randn(6), randint(-99, 99, 6), normal(.123456789, 2, 2), uniform(1.23, 10.54, 2), bytes(10)
    expect(list(fresh().randomSample(2))).toEqual([0.61879477158568, 0.5916236277597466]);
    expect(list(fresh().standardNormal(6))).toEqual([
      1.3401634577186312, 1.7375912277193608, 1.498988344300628, -0.2286433324536169,
      2.031033998682787, 2.1703249460565526,
    ]);
    expect(list(fresh().randint(-99, 99, 6))).toEqual([31, 3, -52, 41, -48, -66]);
    expect(list(fresh().normal(0.123456789, 2, 2))).toEqual([
      2.8037837044372624, 3.5986392444387216,
    ]);
    expect(list(fresh().uniform(1.23, 10.54, 2))).toEqual([6.99097932346268, 6.73801597444324]);
    expect([...fresh().bytes(10)]).toEqual([130, 85, 105, 158, 255, 151, 43, 87, 102, 165]);
  });

  it("for each kind of choice", () => {
    const fresh = (): RandomState => new RandomState(1234567890);
    const p = [0.1, 0.3, 0.5, 0.1];
    // choice(4, 4), choice(4, 4, p=[.4, .4, .1, .1]), choice(4, 3, replace=False),
    // choice(4, 3, replace=False, p=p), choice(["a", "b", "c", "d"], 4)
    expect(list(fresh().choice(4, 4))).toEqual([2, 3, 2, 3]);
    expect(list(fresh().choice(4, 4, { p: [0.4, 0.4, 0.1, 0.1] }))).toEqual([1, 1, 2, 2]);
    expect(list(fresh().choice(4, 3, { replace: false }))).toEqual([0, 1, 3]);
    expect(list(fresh().choice(4, 3, { replace: false, p }))).toEqual([2, 3, 1]);
    expect(fresh().choice(["a", "b", "c", "d"], 4)).toEqual(["c", "d", "c", "d"]);
    expect(fresh().choice(["a", "b", "c", "d"])).toBe("c");
    expect(fresh().choice(tensor([10n, 20n, 30n, 40n], { dtype: "int64" }))).toBe(30n);
    expect(
      fresh()
        .choice(tensor([10, 20, 30, 40]), [2, 2])
        .toArray(),
    ).toEqual([
      [30, 40],
      [30, 40],
    ]);
  });

  it("for ranges of 64 bits", () => {
    const fresh = (): RandomState => new RandomState(3);
    // randint(-2**63, 2**63, 2), randint(0, 2**64, 2, dtype="uint64"), randint(0, 2**40, 3), randint(0, 2**32 + 1, 3)
    const signed = fresh().randint(-(2n ** 63n), 2n ** 63n, 2, { dtype: "int64" });
    expect([...signed.data]).toEqual([937055941807507096n, 3839649608876091011n]);
    const unsigned = fresh().randint(0, 2 ** 64, 2, { dtype: "uint64" });
    expect([...unsigned.data]).toEqual([10160427978662282904n, 13063021645730866819n]);
    expect(list(fresh().randint(0, 2 ** 40, 3))).toEqual([
      455570294424, 1073054410371, 790795084744,
    ]);
    expect(list(fresh().randint(0, 2 ** 32 + 1, 3))).toEqual([303761048, 521102280, 2445173525]);
  });

  it("for rows of matrices and of their views", () => {
    const rows = arange(12).reshape([6, 2]);
    const shuffled = [
      [0, 1],
      [10, 11],
      [2, 3],
      [6, 7],
      [8, 9],
      [4, 5],
    ];
    // permutation(np.arange(12).reshape(6, 2)), and shuffle of the same
    expect(new RandomState(1234567890).permutation(rows).toArray()).toEqual(shuffled);
    expect(rows.at(1, 0)).toBe(2);
    new RandomState(1234567890).shuffle(rows);
    expect(rows.toArray()).toEqual(shuffled);
    // y = np.arange(6).reshape(2, 3); RandomState(3).shuffle(y.T)
    const y = arange(6).reshape([2, 3]);
    new RandomState(3).shuffle(y.transpose());
    expect(y.toArray()).toEqual([
      [1, 0, 2],
      [4, 3, 5],
    ]);
  });
});

describe.skipIf(python === undefined)("RandomState beside a NumPy that runs here", () => {
  it("draws the same integers for 20 seeds, every type and ranges up to the whole type", () => {
    const highest: Record<RandintDType, bigint> = {
      bool: 1n,
      int8: 127n,
      uint8: 255n,
      int16: 32767n,
      uint16: 65535n,
      int32: 2n ** 31n - 1n,
      uint32: 2n ** 32n - 1n,
      int64: 2n ** 63n - 1n,
      uint64: 2n ** 64n - 1n,
    };
    const seeds = Array.from({ length: 20 }, (_, i) => (i * 214_748_365) % 2 ** 32);
    const cases = (Object.keys(highest) as RandintDType[]).flatMap((dtype) => {
      const top = highest[dtype];
      const lowest = dtype.startsWith("int") ? -top - 1n : 0n;
      return [
        [lowest, top],
        [0n, 0n],
        [top, top],
        [0n, top / 2n],
        [lowest, lowest + 1n],
        [top - (top - lowest) / 3n, top],
      ].map(([low, last]) => ({ dtype, low, high: last + 1n }));
    });
    const argumentsOf = cases
      .map(({ dtype, low, high }) => `(${low},${high},"${dtype}")`)
      .join(",");
    const want = numpy(
      `[[list(map(str, (lambda r: [*r.randint(l, h, 9, dtype=d).astype(object), int(r.randint(l, h, dtype=d)), r.randint(2**31)])(R(s)))) for l, h, d in [${argumentsOf}]] for s in [${seeds.join(",")}]]`,
    ) as string[][][];
    const text = (values: Iterable<number | bigint>): string[] =>
      Array.from(values, (value) => String(value));
    seeds.forEach((seed, s) => {
      cases.forEach(({ dtype, low, high }, c) => {
        const random = new RandomState(seed);
        const drawn = random.randint(low, high, 9, { dtype });
        const one = random.randint(low, high, undefined, { dtype });
        const after = random.randint(2 ** 31);
        const words = want[s][c].map((word) => ({ True: "1", False: "0" })[word] ?? word);
        expect([...text(drawn.data), String(one), String(after)]).toEqual(words);
      });
    });
  });

  it("draws the same floats, choices and permutations for 50 seeds and lists of seeds", () => {
    const seeds = Array.from({ length: 50 }, (_, i) =>
      i % 2 === 0 ? (i * 85_899_345) % 2 ** 32 : Array.from({ length: i }, (_word, j) => i * j),
    );
    const p = [0.05, 0.4, 0, 0.25, 0.2, 0.1];
    const want = numpy(
      `[(lambda r: [*r.uniform(-3, 7, 5), *r.choice(6, 5, p=${JSON.stringify(p)}).tolist(), *r.choice(6, 4, replace=False, p=${JSON.stringify(p)}).tolist(), *r.permutation(33).tolist(), *r.choice(50, 7, replace=False).tolist(), r.random_sample(), *r.randint(-3, 2**35, 3).tolist()])(R(s)) for s in ${JSON.stringify(seeds)}]`,
    ) as number[][];
    seeds.forEach((seed, i) => {
      const random = new RandomState(seed);
      expect([
        ...list(random.uniform(-3, 7, 5)),
        ...list(random.choice(6, 5, { p })),
        ...list(random.choice(6, 4, { replace: false, p })),
        ...list(random.permutation(33)),
        ...list(random.choice(50, 7, { replace: false })),
        random.randomSample(),
        ...list(random.randint(-3, 2 ** 35, 3)),
      ]).toEqual(want[i]);
    });
  });

  it("draws the same 100,000 normal numbers within 4 units in the last place, 99.9 % to the bit", () => {
    const want = numpy("R(7).normal(0, 2, 100000).tolist()") as number[];
    const got = list(new RandomState(7).normal(0, 2, 100_000));
    expect(mostUlpsApart(got, want)).toBeLessThanOrEqual(4);
    expect(got.filter((value, i) => value !== want[i]).length).toBeLessThan(100);
  });

  it("takes over a state of NumPy's in the middle of a pair", () => {
    // The fifth entry of NumPy's state is the kept number, after three of two pairs the fourth.
    const [key, pos, cached, next] = numpy(
      "(lambda r: [r.randn(3), *(lambda s: [s[1].tolist(), s[2], s[4]])(r.get_state()), r.randn(2).tolist()][1:])(R(8))",
    ) as [number[], number, number, number[]];
    const random = new RandomState(0);
    random.setState({ key: Uint32Array.from(key), pos, hasGauss: true, cachedGaussian: cached });
    expect(list(random.standardNormal(2))).toEqual(next);
  });
});

describe("a draw", () => {
  it("without a shape is a number, with one a tensor from the same stream", () => {
    const one = new RandomState(1);
    const all = new RandomState(1).randomSample([2, 3]);
    expect(all.shape).toEqual([2, 3]);
    expect(list(all.reshape([6]))).toEqual(Array.from({ length: 6 }, () => one.randomSample()));
  });

  it("of an empty shape takes nothing from the stream", () => {
    const random = new RandomState(1);
    expect(random.uniform(0, 1, [3, 0]).shape).toEqual([3, 0]);
    expect(random.randint(0, 0, 0).size).toBe(0);
    expect(random.choice(0, [0, 2]).shape).toEqual([0, 2]);
    expect(random.bytes(0)).toEqual(new Uint8Array(0));
    expect(random.permutation(0).size).toBe(0);
    expect(random.permutation([])).toEqual([]);
    expect(random.randomSample()).toBe(new RandomState(1).randomSample());
  });

  it("of shape [] is a tensor of one number", () => {
    expect(new RandomState(0).randomSample([]).toArray()).toBe(0.5488135039273248);
  });

  it("of integers is int32 where all possible values fit, else float64, or the type asked for", () => {
    const random = new RandomState(0);
    expect(random.randint(-(2 ** 31), 2 ** 31, 2).dtype).toBe("int32");
    expect(random.randint(0, 2 ** 31 + 1, 2).dtype).toBe("float64");
    expect(random.randint(0, 2, 2, { dtype: "bool" }).dtype).toBe("uint8");
    expect(random.randint(0, 2, 2, { dtype: "uint16" }).dtype).toBe("uint16");
    expect(typeof random.randint(0, 5, undefined, { dtype: "int64" })).toBe("bigint");
    expect(typeof random.randint(0, 5, undefined, { dtype: "int8" })).toBe("number");
  });

  it("of integers stays within its bounds, whatever they are", () => {
    const bound = fc.integer({ min: -(2 ** 53), max: 2 ** 53 });
    fc.assert(
      fc.property(bound, bound, fc.nat(), (a, b, seed) => {
        fc.pre(a !== b);
        const [low, high] = a < b ? [a, b] : [b, a];
        const drawn = list(new RandomState(seed).randint(low, high, 20));
        expect(drawn.every((value) => value >= low && value < high)).toBe(true);
      }),
    );
  });

  it("of a permutation keeps the kind and leaves the argument as it is", () => {
    const random = new RandomState(0);
    const bytes = Uint8Array.of(1, 2, 3);
    const permuted: Uint8Array = random.permutation(bytes);
    expect(permuted).toBeInstanceOf(Uint8Array);
    expect(permuted.toSorted()).toEqual(Uint8Array.of(1, 2, 3));
    expect([...bytes]).toEqual([1, 2, 3]);
    expect(random.permutation(["a"])).toEqual(["a"]);
  });
});

describe("a state", () => {
  it("taken between the two numbers of a pair gives the second and all that follow", () => {
    const random = new RandomState(3);
    random.standardNormal(5);
    const state = random.getState();
    expect(state.hasGauss).toBe(true);
    const other = new RandomState(99);
    other.setState(state);
    expect(list(other.normal(0, 1, 2000))).toEqual(list(random.normal(0, 1, 2000)));
    expect(other.randint(1000)).toBe(random.randint(1000));
  });

  it("is a copy, going out and coming in", () => {
    const random = new RandomState(3);
    const state = random.getState();
    random.setState(state);
    state.key.fill(1);
    expect(random.randomSample()).toBe(new RandomState(3).randomSample());
  });

  it("that no generator can have is refused, and the stream stays", () => {
    const random = new RandomState(3);
    const good = random.getState();
    const refused = (change: Partial<RandomStateSnapshot>, message: string): void =>
      expect(() => random.setState({ ...good, ...change })).toThrow(new RangeError(message));
    const key = "setState: expected a key that is a Uint32Array of 624 words, got ";
    refused({ key: new Uint32Array(623) }, `${key}623.`);
    expect(() => random.setState({ ...good, key: [1] as unknown as Uint32Array })).toThrow(
      new TypeError(`${key}Array.`),
    );
    refused({ key: new Uint32Array(624) }, "setState: expected a key with bits that are not 0.");
    for (const pos of [-1, 625, 1.5, Number.NaN]) {
      refused({ pos }, `setState: expected pos from 0 to 624, got ${pos}.`);
    }
    refused(
      { hasGauss: true, cachedGaussian: Number.NaN },
      "setState: expected hasGauss to be true or false and cachedGaussian a finite number, got true and NaN.",
    );
    expect(random.randomSample()).toBe(new RandomState(3).randomSample());
  });
});

describe("RandomState", () => {
  it("without a seed differs from one to the next", () => {
    expect(new RandomState().randomSample()).not.toBe(new RandomState().randomSample());
  });

  it.each([
    [-1, "-1."],
    [2 ** 32, "4294967296."],
    [1.5, "1.5."],
    [Number.NaN, "NaN."],
    [[1, -2], "-2 (at [1])."],
  ])("refuses the seed %j", (seed, got) => {
    expect(() => new RandomState(seed)).toThrow(
      new RangeError(
        `RandomState: expected a seed of whole numbers from 0 to 2**32 - 1, got ${got}`,
      ),
    );
  });

  const random = new RandomState(0);
  it.each<[string, () => unknown, string]>([
    [
      "an empty seed",
      () => new RandomState([]),
      "RandomState: expected a seed of at least one number, got none.",
    ],
    [
      "an endless range",
      () => random.uniform(0, Infinity),
      "uniform: expected a finite range, got low 0 and high Infinity.",
    ],
    [
      "a negative scale",
      () => random.normal(0, -1),
      "normal: expected a scale that is not negative, got -1.",
    ],
    [
      "equal bounds",
      () => random.randint(5, 5),
      "randint: expected low < high, got low 5 and high 5.",
    ],
    [
      "a bound of 0 alone",
      () => random.randint(0),
      "randint: expected low < high, got low 0 and high 0.",
    ],
    [
      "a fraction",
      () => random.randint(0, 2.5),
      "randint: expected high to be a whole number, got 2.5.",
    ],
    [
      "a bound that the type cannot hold",
      () => random.randint(-129, 3, 2, { dtype: "int8" }),
      "randint: expected values from -128 to 127 (int8), got low -129 and high 3.",
    ],
    [
      "a number that is not exact",
      () => random.randint(0, 2 ** 60),
      'randint: expected values from -9007199254740992 to 9007199254740991 (exact as numbers), got low 0 and high 1152921504606846976. Ask for { dtype: "int64" } to get bigints.',
    ],
    [
      "a type of floats",
      () => random.randint(0, 2, 2, { dtype: "float32" as "int32" }),
      "randint: expected dtype to be one of bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, got float32.",
    ],
    [
      "a negative shape",
      () => random.randomSample([2, -1]),
      "randomSample: expected a shape of whole numbers that are not negative, got [2, -1].",
    ],
    [
      "a negative permutation",
      () => random.permutation(-1),
      "permutation: expected a whole number from 0 to 2**31 - 1, got -1.",
    ],
    [
      "a choice from nothing",
      () => random.choice(0),
      "choice: expected at least one item to choose 1 from, got none.",
    ],
    [
      "a choice from a negative number",
      () => random.choice(-2, 3),
      "choice: expected a whole number of items from 0 to 2**31 - 1, got -2.",
    ],
    [
      "a choice from two axes",
      () => random.choice(arange(4).reshape([2, 2])),
      "choice: expected a tensor with one axis, got 2. Choose positions with choice(x.shape[0], ...) and take() them.",
    ],
    [
      "more than there are",
      () => random.choice(3, 4, { replace: false }),
      "choice: expected at most 3 without replacement, got 4. Choose fewer, or give { replace: true }.",
    ],
    [
      "more than are possible",
      () => random.choice(3, 2, { replace: false, p: [1, 0, 0] }),
      "choice: expected at least 2 items of probability above 0, got 1. Choose fewer, or give { replace: true }.",
    ],
    [
      "too few probabilities",
      () => random.choice(3, 1, { p: [1, 0] }),
      "choice: expected one probability for each of the 3 items, got 2.",
    ],
    [
      "a negative probability",
      () => random.choice(2, 1, { p: [1.5, -0.5] }),
      "choice: expected probabilities that are not negative, got -0.5 (at [1]).",
    ],
    [
      "a probability that is not a number",
      () => random.choice(2, 1, { p: [Number.NaN, 1] }),
      "choice: expected probabilities that are not negative, got NaN (at [0]).",
    ],
    [
      "probabilities of another sum",
      () => random.choice(2, 1, { p: [0.5, 0.25] }),
      "choice: expected probabilities that sum to 1, got 0.75. Divide them by their sum.",
    ],
  ])("refuses %s", (_name, call, message) => {
    expect(call).toThrow(new RangeError(message));
  });

  it("refuses to shuffle a tensor without axes, and a shape for a list", () => {
    expect(() => random.shuffle(tensor(1))).toThrow(
      new TypeError("shuffle: expected a tensor with at least one axis, got none."),
    );
    expect(() => random.choice(["a"], [2] as unknown as number)).toThrow(TypeError);
  });

  it("takes float32 probabilities whose sum is rounded", () => {
    const p = new Float32Array(10).fill(0.1);
    expect(list(new RandomState(0).choice(10, 3, { p }))).toEqual([5, 7, 6]);
    // RandomState(0).choice(10, 3, p=np.full(10, .1, "f4"))
  });
});

it("fillSamples gives what as many calls of randomSample give, and refuses other lists", () => {
  const [one, other] = [new RandomState(5), new RandomState(5)];
  const values = new Float64Array(1000);
  one.fillSamples(values);
  expect(values).toEqual(Float64Array.from(values, () => other.randomSample()));
  expect(one.randomSample()).toBe(other.randomSample());
  expect(() => one.fillSamples(new Float32Array(3) as never)).toThrow(
    /^fillSamples: expected values to be a Float64Array, got .*Float32Array/,
  );
});
