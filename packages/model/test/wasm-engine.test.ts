import { createHash } from "node:crypto";
import { RandomState } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asWeights, parameterNames, type Weights } from "../src/chapter-plan.ts";
import { allLogits } from "../src/engine/all-logits.ts";
import { referenceEngine } from "../src/engine/reference/reference-engine.ts";
import { isRelaxedSimdAvailable } from "../src/engine/wasm/kernels.ts";
import { createWasmEngine, wasmEngine } from "../src/engine/wasm/wasm-engine.ts";
import { lossErrors, meanLoss } from "../src/losses/binary-cross-entropy.ts";
import type { Sequences } from "../src/network/sequences.ts";
import { goldenCases, goldenNames, goldenWeights } from "./golden-gradients.ts";
import {
  denseSequences,
  initialWeights,
  oneStep,
  openSession,
  paddedTokens,
  randomWeights,
  relativeDifference,
  sessionOptions,
} from "./wasm-cases.ts";

const bound = 2e-5;

/** Sizes that meet every remainder of the kernels' blocks. */
const sizes = fc.record({
  cells: fc.integer({ min: 1, max: 130 }),
  features: fc.integer({ min: 2, max: 300 }),
  steps: fc.integer({ min: 1, max: 40 }),
  batch: fc.integer({ min: 1, max: 70 }),
  bpttSteps: fc.integer({ min: 1, max: 45 }),
  variant: fc.constantFrom("exact" as const, "chapter" as const),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

/** A batch of `batch` different rows, out of order. */
const someRows = (count: number, batch: number, seed: number): Int32Array =>
  Int32Array.from(new RandomState(seed).permutation(count).data).subarray(0, batch);

/** The names of the results that differ by more than the bound. */
function findDifferences(
  found: Record<string, Float64Array>,
  expected: Record<string, Float64Array>,
): string[] {
  return Object.keys(expected).filter(
    (name) => !(relativeDifference(found[name], expected[name]) < bound),
  );
}

/** The names of the results of one step in which the engine differs from the reference. */
function findDifferencesFromReference(
  engine: ReturnType<typeof createWasmEngine>,
  data: Parameters<typeof oneStep>[1],
  {
    cells,
    batch,
    bpttSteps,
    variant,
    seed,
  }: {
    cells: number;
    batch: number;
    bpttSteps: number;
    variant: "exact" | "chapter";
    seed: number;
  },
): string[] {
  const weights = randomWeights(data.features, cells, seed);
  const rows = someRows(data.count, batch, seed);
  const options = sessionOptions(batch, bpttSteps, variant);
  return findDifferences(
    oneStep(openSession(engine, weights, options), data, rows),
    oneStep(openSession(referenceEngine, weights, options), data, rows),
  );
}

describe.each([
  { variant: "plain", relaxed: false },
  { variant: "relaxed", relaxed: true },
])("the $variant kernels", ({ relaxed }) => {
  describe.skipIf(relaxed && !isRelaxedSimdAvailable())("where the host has them", () => {
    const engine = createWasmEngine({ relaxed });

    test(`agree with the reference within ${bound} on tokens: logits, gradients, update`, () => {
      fc.assert(
        fc.property(sizes, (size) => {
          const { features, steps, batch, seed } = size;
          const data = paddedTokens(batch + 5, steps, features, seed, seed % features);
          expect(findDifferencesFromReference(engine, data, size)).toEqual([]);
        }),
        { numRuns: 40 },
      );
    });

    test(`agree with the reference within ${bound} on dense input`, () => {
      fc.assert(
        fc.property(sizes, (size) => {
          const { features, steps, batch, seed } = size;
          const data = denseSequences(batch + 5, steps, (features % 19) + 1, seed);
          expect(findDifferencesFromReference(engine, data, size)).toEqual([]);
        }),
        { numRuns: 30 },
      );
    });

    test("follow the reference through four epochs: losses within 1e-5", () => {
      const data = paddedTokens(150, 20, 30, 7);
      const labels = Float64Array.from(data.tokens.subarray(0, 150), (token) => token % 2);
      const losses = [engine, referenceEngine].map((each) => {
        const session = openSession(each, initialWeights(30, 12, 42), sessionOptions(32, 10));
        const loaded = session.load(data);
        const random = new RandomState(42);
        return Array.from({ length: 4 }, () => {
          const order = Int32Array.from(random.permutation(150).data);
          let sum = 0;
          for (let start = 0; start < 150; start += 32) {
            const rows = order.subarray(start, start + 32);
            const y = Float64Array.from(rows, (row) => labels[row]);
            const logits = new Float64Array(rows.length);
            const errors = new Float64Array(rows.length);
            session.forward(loaded, rows, logits);
            sum += meanLoss(logits, y);
            lossErrors(logits, y, errors);
            session.backward(errors);
            session.update();
          }
          return [sum / 5, meanLoss(allLogits(session, loaded), labels)];
        }).flat();
      });
      expect(
        relativeDifference(Float64Array.from(losses[0]), Float64Array.from(losses[1])),
      ).toBeLessThan(1e-5);
    });
  });
});

describe("the wasm engine", () => {
  test.each(goldenCases)(
    "agrees with float64 NumPy within 1e-5: $trunc steps back, $variant",
    ({ F, H, T, N, trunc, variant, ids, y, z, grads }) => {
      const session = openSession(
        wasmEngine,
        goldenWeights(F, H),
        sessionOptions(N, trunc, variant),
      );
      const tokens = Int32Array.from(ids.flat());
      const data = session.load({ count: N, steps: T, features: F, tokens });
      const logits = new Float64Array(N);
      session.forward(
        data,
        Int32Array.from(ids, (_, n) => n),
        logits,
      );
      expect(relativeDifference(logits, Float64Array.from(z))).toBeLessThan(1e-5);
      const errors = new Float64Array(N);
      lossErrors(logits, Float64Array.from(y), errors);
      session.backward(errors);
      const gradients = session.gradients();
      for (const name of parameterNames) {
        const found = Float64Array.from(gradients[name].data);
        const expected = Float64Array.from(grads[goldenNames[name]]);
        expect(relativeDifference(found, expected), name).toBeLessThan(1e-5);
      }
    },
  );

  test.each([256, 511])("agrees with the reference within 2e-5 for %i cells", (cells) => {
    const weights = randomWeights(20, cells, 1);
    const data = paddedTokens(13, 12, 20, 1);
    const rows = someRows(13, 13, 1);
    const [found, expected] = [wasmEngine, referenceEngine].map((engine) =>
      oneStep(openSession(engine, weights, sessionOptions(13, 6)), data, rows),
    );
    expect(findDifferences(found, expected)).toEqual([]);
  });

  test("gives equal bits with and without shared pads", () => {
    fc.assert(
      fc.property(sizes, ({ cells, features, steps, batch, bpttSteps, variant, seed }) => {
        const weights = randomWeights(features, cells, seed);
        const data = paddedTokens(batch, steps, features, seed, seed % features);
        const rows = someRows(batch, batch, seed);
        const options = sessionOptions(batch, bpttSteps, variant);
        const [shared, alone] = [true, false].map((sharePads) => {
          const session = openSession(createWasmEngine({ sharePads }), weights, options);
          return [oneStep(session, data, rows), allLogits(session, session.load(data))];
        });
        expect(shared).toEqual(alone);
      }),
      { numRuns: 40 },
    );
  });

  test("gives each sequence the same bits in any batch, forward only or not", () => {
    const data = paddedTokens(90, 15, 20, 3);
    const session = openSession(wasmEngine, randomWeights(20, 21, 3), sessionOptions(90, 4));
    const loaded = session.load(data);
    const all = allLogits(session, loaded);
    for (const batch of [1, 2, 7, 90]) {
      const rows = someRows(90, batch, batch);
      const logits = new Float64Array(batch);
      session.forward(loaded, rows, logits);
      expect(logits).toEqual(Float64Array.from(rows, (row) => all[row]));
    }
  });

  test("takes sequences of only the padding, of one step, without padding, and of no common start", () => {
    const weights = randomWeights(5, 6, 1);
    const cases = {
      "only padding": [0, 0, 0, 0, 0, 0],
      "no padding": [1, 0, 3, 2, 4, 3],
      "a common start that is not 0": [4, 4, 4, 4, 1, 0],
    };
    for (const [name, tokens] of Object.entries(cases)) {
      for (const steps of [1, 2, 3, 6]) {
        const count = tokens.length / steps;
        const data = { count, steps, features: 5, tokens: Int32Array.from(tokens) };
        const rows = Int32Array.from({ length: count }, (_, n) => n);
        for (const bpttSteps of [1, 2, 8]) {
          const options = sessionOptions(count, bpttSteps);
          const [session, reference] = [wasmEngine, referenceEngine].map((engine) =>
            openSession(engine, weights, options),
          );
          expect(
            findDifferences(oneStep(session, data, rows), oneStep(reference, data, rows)),
          ).toEqual([]);
          const all = allLogits(session, session.load(data));
          const expected = allLogits(reference, reference.load(data));
          expect(relativeDifference(all, expected), name).toBeLessThan(bound);
        }
      }
    }
  });

  test("takes vocabularies beyond 65,536, and leaves the rows of absent tokens as they were", () => {
    const features = 70_000;
    const weights = randomWeights(features, 3, 1);
    const tokens = Int32Array.of(65_535, 65_536, 69_999, 65_535, 1, 69_999);
    const data = { count: 2, steps: 3, features, tokens };
    const rows = Int32Array.of(0, 1);
    const options = sessionOptions(2, 3);
    const session = openSession(wasmEngine, weights, options);
    const before = asWeights(session.parameters()).w1x;
    expect(
      findDifferences(
        oneStep(session, data, rows),
        oneStep(openSession(referenceEngine, weights, options), data, rows),
      ),
    ).toEqual([]);
    const after = asWeights(session.parameters()).w1x;
    const changed = new Set<number>();
    for (let i = 0; i < after.size; i++) {
      if (after.data[i] !== before.data[i]) changed.add(Math.floor(i / 3));
    }
    expect([...changed].sort((a, b) => a - b)).toEqual([1, 65_535, 65_536, 69_999]);
  });

  test("forgets the gradients of the batch before", () => {
    const data = paddedTokens(20, 8, 30, 5);
    const options = sessionOptions(10, 3);
    const weights = randomWeights(30, 9, 5);
    const [once, twice] = [0, 1].map(() => openSession(wasmEngine, weights, options));
    oneStep(openSession(wasmEngine, weights, options), data, Int32Array.of(1));
    const loaded = twice.load(data);
    twice.forward(loaded, Int32Array.of(3, 4, 5, 6), new Float64Array(4));
    twice.backward(Float64Array.of(1, 1, 1, 1));
    const rows = Int32Array.of(0, 1, 2);
    expect(oneStep(twice, data, rows)).toEqual(oneStep(once, data, rows));
  });

  test("carries on when longer, wider and more data is loaded between batches", () => {
    const weights = randomWeights(6, 10, 2);
    const options = sessionOptions(8, 5);
    const [session, reference] = [wasmEngine, referenceEngine].map((each) =>
      openSession(each, weights, options),
    );
    const cases = [
      paddedTokens(3, 4, 6, 1),
      denseSequences(9, 30, 6, 2),
      paddedTokens(40, 12, 6, 3),
      denseSequences(2, 1, 6, 4),
    ];
    for (const data of cases) {
      const rows = someRows(data.count, Math.min(8, data.count), 1);
      expect(findDifferences(oneStep(session, data, rows), oneStep(reference, data, rows))).toEqual(
        [],
      );
    }
    const loaded = cases.map((data) => session.load(data));
    const expected = cases.map((data) => allLogits(reference, reference.load(data)));
    for (let i = 0; i < cases.length; i++) {
      expect(relativeDifference(allLogits(session, loaded[i]), expected[i])).toBeLessThan(bound);
    }
  });

  test("gives NaN logits where the reference does, from NaN or infinity in any weight or input", () => {
    /** Where the logits are NaN, before a step of training and after it. */
    const nansOf = (engine: typeof wasmEngine, weights: Weights, data: Sequences): boolean[] => {
      const session = openSession(engine, weights, sessionOptions(8, 6));
      const loaded = session.load(data);
      const before = [...allLogits(session, loaded)];
      oneStep(session, data, Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7));
      return [...before, ...allLogits(session, loaded)].map((z) => Number.isNaN(z));
    };
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const dense = denseSequences(8, 6, 4, 1);
      for (const name of parameterNames) {
        const weights = randomWeights(4, 5, 1);
        weights[name].data[0] = bad;
        for (const data of [paddedTokens(8, 6, 4, 1), dense]) {
          expect(nansOf(wasmEngine, weights, data)).toEqual(nansOf(referenceEngine, weights, data));
        }
      }
      dense.dense[37] = bad;
      const weights = randomWeights(4, 5, 1);
      expect(nansOf(wasmEngine, weights, dense)).toEqual(nansOf(referenceEngine, weights, dense));
    }
  });

  test("copies the given weights, rounded to float32, and gives copies out", () => {
    const weights = randomWeights(3, 4, 1);
    const session = openSession(wasmEngine, weights, sessionOptions(2, 2));
    const given = weights.w1h.data[5];
    weights.w1h.data[5] = 9;
    const out = asWeights(session.parameters());
    expect(out.w1h.data[5]).toBe(Math.fround(given));
    expect(out.w2.shape).toEqual([4, 1]);
    out.w1h.data[5] = 8;
    expect(asWeights(session.parameters()).w1h.data[5]).toBe(Math.fround(given));
  });

  test("refuses a batch that is too large, and a backward pass without a forward pass", () => {
    const session = openSession(wasmEngine, randomWeights(3, 4, 1), sessionOptions(2, 2));
    const data = session.load(paddedTokens(5, 4, 3, 1));
    expect(() => session.forward(data, Int32Array.of(0, 1, 2), new Float64Array(3))).toThrow(
      RangeError,
    );
    expect(() => session.backward(new Float64Array(2))).toThrow(/forward pass before/);
  });

  test("gives no logits for no sequences", () => {
    const session = openSession(wasmEngine, randomWeights(3, 4, 1), sessionOptions(2, 2));
    const none = { count: 0, steps: 4, features: 3 };
    expect(allLogits(session, session.load({ ...none, tokens: new Int32Array(0) })).length).toBe(0);
    expect(allLogits(session, session.load({ ...none, dense: new Float32Array(0) })).length).toBe(
      0,
    );
  });

  test("opens a thousand sessions one after the other: dropped ones give their memory back", () => {
    const weights = randomWeights(3, 4, 1);
    const data = paddedTokens(5, 4, 3, 1);
    for (let i = 0; i < 1000; i++) {
      const session = openSession(wasmEngine, weights, sessionOptions(2, 2));
      expect(allLogits(session, session.load(data)).length).toBe(5);
    }
  });

  test("gives the stored bits after an epoch, on every machine", () => {
    const [features, cells, count] = [40, 33, 200];
    const session = openSession(
      wasmEngine,
      randomWeights(features, cells, 42),
      sessionOptions(32, 10),
    );
    const data = session.load(paddedTokens(count, 25, features, 42));
    const order = Int32Array.from(new RandomState(42).permutation(count).data);
    const logits = new Float64Array(32);
    for (let start = 0; start < count; start += 32) {
      const rows = order.subarray(start, start + 32);
      session.forward(data, rows, logits);
      // A stand-in for the sigmoid of nothing but exactly rounded operations.
      const errors = Float64Array.from(rows, (row, n) => {
        const z = logits[n];
        return (z / (1 + Math.abs(z)) - (row % 2)) / rows.length;
      });
      session.backward(errors);
      session.update();
    }
    const hash = createHash("sha256");
    const trained = session.parameters();
    for (const name of parameterNames) hash.update(Float32Array.from(trained[name].data));
    expect(hash.digest("hex")).toBe(
      "a08a1b3d75cbe1d25bcbfc8eee48607f0959b2653c86aed9f2b86e9698e737a3",
    );
  });
});

test("weights are read through strides: a transposed view is what it shows", () => {
  const weights = randomWeights(3, 4, 1);
  const turned = { ...weights, w1h: weights.w1h.transpose() };
  const straight = { ...turned, w1h: turned.w1h.copy() };
  const [a, b] = [turned, straight].map((each: Weights) =>
    asWeights(openSession(wasmEngine, each, sessionOptions(1, 1)).parameters()).w1h.toArray(),
  );
  expect(a).toEqual(b);
});
