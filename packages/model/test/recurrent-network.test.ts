import { decodeSafetensors, eye, matmul, OneHotTensor, ones, zeros } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import { RecurrentNetwork } from "../src/index.ts";
import { engines } from "./engines.ts";
import { lastToken } from "./last-token.ts";

const { x, y } = lastToken(40);

describe("the options", () => {
  test("have the chapter's defaults", () => {
    expect(new RecurrentNetwork().options).toMatchObject({
      nCells: 10,
      batchSize: 32,
      learningRate: 0.1,
      seed: 42,
      bpttSteps: 10,
      recurrentGradient: "exact",
    });
  });

  test.each([
    [{ nCells: 0 }, /nCells to be a whole number from 1 on, got 0/],
    [{ nCells: 2.5 }, /nCells to be a whole number from 1 on, got 2.5/],
    [{ batchSize: -1 }, /batchSize to be a whole number from 1 on, got -1/],
    [{ bpttSteps: Number.NaN }, /bpttSteps to be a whole number from 1 on, got NaN/],
    [{ seed: 2 ** 32 }, /seed to be a whole number from 0 to 4294967295, got 4294967296/],
    [{ learningRate: Number.POSITIVE_INFINITY }, /learningRate to be a finite number/],
    [{ recurrentGradient: "true" }, /recurrentGradient to be "exact" or "chapter", got "true"/],
    [{ engine: "gpu" }, /engine to be .*"reference".*, got "gpu"/],
    [{ ncells: 3 }, /expected the options nCells, .*, got ncells. Did you mean nCells/],
  ])("%j is refused", (options, message) => {
    expect(() => new RecurrentNetwork(options as object)).toThrow(message);
  });

  test("given as undefined are the defaults", () => {
    const given: object = { nCells: undefined };
    expect(new RecurrentNetwork(given).options.nCells).toBe(10);
  });
});

describe("the weights", () => {
  test("start orthogonal, Glorot uniform and zero", async () => {
    const network = new RecurrentNetwork({ nCells: 16 });
    await network.fit(x, y, { epochs: 0 });
    const { w1h, w1x, b1, w2, b2 } = network.weights;
    const product = matmul(w1h, w1h.transpose());
    product.data.forEach((value, i) => expect(value).toBeCloseTo(eye(16).data[i], 6));
    expect(w1x.shape).toEqual([4, 16]);
    expect(w2.shape).toEqual([16, 1]);
    const limit = Math.sqrt(6 / (4 + 16)); // Glorot & Bengio 2010
    expect(Math.max(...w1x.data.map(Math.abs))).toBeLessThanOrEqual(limit);
    expect(Math.max(...w1x.data.map(Math.abs))).toBeGreaterThan(0.8 * limit);
    expect([...b1.data, ...b2.data].every((b) => b === 0)).toBe(true);
  });

  test("are missing before the first fit, and the error says what to do", () => {
    const network = new RecurrentNetwork();
    expect(() => network.weights).toThrow(/Call fit, setWeights or load first/);
    expect(() => network.predict(x)).toThrow(/Call fit, setWeights or load first/);
    expect(() => network.save()).toThrow(/Call fit, setWeights or load first/);
  });

  test("are copied by setWeights", () => {
    const network = new RecurrentNetwork({ nCells: 2 });
    const w1h = eye(2);
    network.setWeights({ w1h, w1x: ones([4, 2]), b1: zeros(2), w2: ones([2, 1]), b2: zeros(1) });
    w1h.set(9, 0, 0);
    expect(network.weights.w1h.toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test.each([
    ["w1h", { w1h: eye(3) }, /w1h of shape \[2, 2\] for 2 cells, got \[3, 3\]/],
    ["w2", { w2: ones([2]) }, /w2 of shape \[2, 1\] for 2 cells, got \[2\]/],
    ["a missing one", { b2: undefined }, /expected the parameters w1h, w1x, b1, w2, b2, got no b2/],
    ["an unknown one", { w3: ones([1]) }, /got an unknown w3/],
  ])("of a wrong %s are refused", (_, change, message) => {
    const network = new RecurrentNetwork({ nCells: 2 });
    const good = { w1h: eye(2), w1x: ones([4, 2]), b1: zeros(2), w2: ones([2, 1]), b2: zeros(1) };
    expect(() => network.setWeights({ ...good, ...change } as typeof good)).toThrow(message);
  });
});

describe.each(engines)("predictProbaPerStep on $engine", ({ engine }) => {
  test("is predictProba of each prefix, to the bit, for tokens and dense rows", async () => {
    const network = new RecurrentNetwork({ nCells: 6, engine });
    await network.fit(x, y, { epochs: 1 });
    for (const input of [x, x.toDense()]) {
      const perStep = network.predictProbaPerStep(input);
      const [count, steps] = x.shape;
      expect(perStep.shape).toEqual([count, steps]);
      for (let t = 1; t <= steps; t++) {
        const prefix = new OneHotTensor(x.indices.slice(null, [0, t]), x.shape[2]);
        const column = perStep.slice(null, t - 1).toArray();
        const wanted = network.predictProba(input === x ? prefix : prefix.toDense());
        expect(column).toEqual(wanted.toArray());
      }
    }
  });

  test("has no rows where there are no sequences", async () => {
    const network = new RecurrentNetwork({ nCells: 2, engine });
    await network.fit(x, y, { epochs: 0 });
    expect(network.predictProbaPerStep(x.take([])).shape).toEqual([0, x.shape[1]]);
  });
});

describe.each(engines)("save and load on $engine", ({ engine }) => {
  test("bring back the same predictions, options and losses, and the same bytes", async () => {
    const network = new RecurrentNetwork({ nCells: 6, learningRate: 0.3, bpttSteps: 3, engine });
    await network.fit(x, y, { epochs: 2, xVal: x, yVal: y });
    const bytes = network.save();
    const loaded = RecurrentNetwork.load(bytes);
    expect(loaded.predictProba(x).data).toEqual(network.predictProba(x).data);
    expect(loaded.options).toEqual(network.options);
    expect(loaded.losses).toEqual(network.losses);
    expect(loaded.valLosses).toEqual(network.valLosses);
    expect(loaded.save()).toEqual(bytes);
  });

  test("a loaded network trains on to the same bits", async () => {
    const [whole, first] = [1, 2].map(() => new RecurrentNetwork({ nCells: 3, engine }));
    await whole.fit(x, y, { epochs: 1 });
    await first.fit(x, y, { epochs: 1 });
    const second = RecurrentNetwork.load(first.save());
    await whole.fit(x, y, { epochs: 2, seed: 7 });
    await second.fit(x, y, { epochs: 2, seed: 7 });
    expect(second.save()).toEqual(whole.save());
  });
});

describe("metadata given to save", () => {
  test("are in the file, and load passes over them", async () => {
    const network = new RecurrentNetwork({ nCells: 3 });
    await network.fit(x, y, { epochs: 1 });
    const bytes = network.save({ metadata: { note: "für später", "text.format": "7" } });
    const { "rnn.crc32": sum, ...own } = decodeSafetensors(network.save()).metadata;
    expect(sum).toMatch(/^[0-9a-f]{8}$/);
    expect(decodeSafetensors(bytes).metadata).toMatchObject({
      ...own,
      note: "für später",
      "text.format": "7",
    });
    expect(RecurrentNetwork.load(bytes).save()).toEqual(network.save());
    expect(network.save({ metadata: {} })).toEqual(network.save());
  });

  test.each([
    [{ metadata: { "rnn.config": "{}" } }, RangeError, /not begin with rnn\., got "rnn.config"/],
    [{ metadata: { n: 3 } }, TypeError, /metadata of strings, got number \("n"\)/],
    [{ metadata: ["a"] }, TypeError, /metadata to be an object of strings, got Array/],
    [{ meta: {} }, TypeError, /expected the options metadata, got meta/],
  ])("%j are refused", async (options, kind, message) => {
    const network = new RecurrentNetwork({ nCells: 3 });
    await network.fit(x, y, { epochs: 0 });
    const attempt = (): unknown => network.save(options as object);
    expect(attempt).toThrow(kind);
    expect(attempt).toThrow(message);
  });
});
