import { RandomState, type Tensor } from "@rnn/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NotFiniteError, RecurrentNetwork, type Weights } from "../src/index.ts";
import type { NetworkInput } from "../src/network/sequences.ts";
import { lastToken } from "./last-token.ts";
import { randomWeights } from "./wasm-cases.ts";

const [count, steps, features] = [23, 5, 4];
const { x: tokens, y } = lastToken(count, steps, features);

type Engine = "wasm" | "reference";

/** How a fit of two epochs, of batches of 8, ends; equal outcomes are equal here. */
async function outcome(engine: Engine, weights: Weights, x: NetworkInput, validate = false) {
  const network = new RecurrentNetwork({
    nCells: weights.b1.size,
    batchSize: 8,
    bpttSteps: 3,
    engine,
  });
  network.setWeights(weights);
  const validation = validate ? { xVal: x, yVal: y } : {};
  const training = validate ? tokens : x;
  try {
    await network.fit(training, y, { epochs: 2, ...validation });
    return { finite: true };
  } catch (error) {
    if (!(error instanceof NotFiniteError)) throw error;
    const { code, message, epoch, batch } = error;
    return { code, message, epoch, batch, epochsKept: network.losses.length };
  }
}

const { NaN: nan, POSITIVE_INFINITY: inf, NEGATIVE_INFINITY: negativeInf } = Number;
const notFinite = fc.constantFrom(nan, inf, negativeInf);
const parameter = fc.constantFrom("w1h", "w1x", "b1", "w2", "b2");
const place = fc.nat();
const seed = fc.nat(1000);
/** Cells that fill the kernels' blocks of 16 and vectors of 4, and cells that do not. */
const width = fc.integer({ min: 1, max: 40 });
const runs = { numRuns: 150 };

/** Weights of which one number is `value`. */
function spoil(weights: Weights, name: keyof Weights, at: number, value: number): Weights {
  const { data } = weights[name];
  data[at % data.length] = value;
  return weights;
}

/** Dense input: the tokens, most of whose numbers are 0, and numbers of which none is. */
const oneHot = (): Tensor => tokens.toDense();
const normal = (): Tensor => new RandomState(1).standardNormal([count, steps, features]);
const input = fc.constantFrom(oneHot, normal);

/** Dense input of which one number is `value`. */
function spoilInput(dense: Tensor, at: number, value: number): Tensor {
  dense.data[at % dense.size] = value;
  return dense;
}

describe("what is not finite ends in the same error, epoch and batch on wasm as on the reference", () => {
  test.each([
    ["tokens", tokens],
    ["dense one-hot input", oneHot()],
    ["dense normal input", normal()],
  ])("in any parameter, with %s", async (_, x) => {
    const cases = fc.tuple(seed, width, parameter, place, notFinite);
    const property = fc.asyncProperty(cases, async ([rest, cells, name, at, value]) => {
      const weights = spoil(randomWeights(features, cells, rest), name, at, value);
      expect(await outcome("wasm", weights, x)).toEqual(await outcome("reference", weights, x));
    });
    await fc.assert(property, runs);
  });

  test.each([
    ["input", false],
    ["validation input", true],
  ])("anywhere in dense %s", async (_, validate) => {
    const cases = fc.tuple(seed, width, input, place, notFinite);
    const property = fc.asyncProperty(cases, async ([rest, cells, dense, at, value]) => {
      const weights = randomWeights(features, cells, rest);
      const x = spoilInput(dense(), at, value);
      const expected = await outcome("reference", weights, x, validate);
      expect(await outcome("wasm", weights, x, validate)).toEqual(expected);
    });
    await fc.assert(property, runs);
  });

  test("NaN in any parameter at the first batch", async () => {
    for (const name of ["w1h", "w1x", "b1", "w2", "b2"] as const) {
      const weights = spoil(randomWeights(features, 3, 1), name, 0, nan);
      expect(await outcome("wasm", weights, tokens)).toMatchObject({ epoch: 1, batch: 1 });
    }
  });

  test("NaN in validation input at the first validation, which is not a batch", async () => {
    const weights = randomWeights(features, 3, 1);
    const found = await outcome("wasm", weights, spoilInput(oneHot(), 0, nan), true);
    expect(found).toMatchObject({ epoch: 1, batch: undefined, epochsKept: 0 });
  });
});
