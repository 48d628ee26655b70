import { describe, expect, test } from "vitest";
import { dense } from "../src/layers/dense.ts";
import { functionsOf } from "../src/layers/layer.ts";
import { simpleRnn } from "../src/layers/simple-rnn.ts";
import { VectorStore, Vectors } from "../src/layers/vectors.ts";
import { parameterTable } from "../src/network/parameter-table.ts";
import { gradientErrors } from "./check-gradients.ts";
import { denseSequences, paddedTokens } from "./wasm-cases.ts";

describe("the gradients of the reference engine are central differences within 1e-6", () => {
  test.each([
    ["simple cells", [simpleRnn(3), dense(1)]],
    ["simple cells, several classes", [simpleRnn(3), dense(4)]],
    ["a stack of simple cells", [simpleRnn(3), simpleRnn(2), dense(3)]],
    ["two dense layers", [simpleRnn(3), dense(2), dense(2)]],
  ])("%s", (_, layers) => {
    const plan = { features: 5, layers };
    for (const data of [paddedTokens(4, 6, 5, 1), denseSequences(4, 6, 5, 1)]) {
      for (const [key, error] of Object.entries(gradientErrors(plan, data))) {
        expect(error, key).toBeLessThan(1e-6);
      }
    }
  });
});

test("the table names layers by kind, a second one of a kind by number", () => {
  const plan = { features: 7, layers: [simpleRnn(3), simpleRnn(2), dense(1)] };
  expect(parameterTable(plan).map(({ key, shape }) => [key, shape])).toEqual([
    ["simpleRnn.kernel", [7, 3]],
    ["simpleRnn.recurrentKernel", [3, 3]],
    ["simpleRnn.bias", [3]],
    ["simpleRnn_1.kernel", [3, 2]],
    ["simpleRnn_1.recurrentKernel", [2, 2]],
    ["simpleRnn_1.bias", [2]],
    ["dense.kernel", [2, 1]],
    ["dense.bias", [1]],
  ]);
});

test("layers are plain frozen objects", () => {
  const layer = simpleRnn(8);
  expect(Object.isFrozen(layer)).toBe(true);
  expect(JSON.parse(JSON.stringify(layer))).toEqual(layer);
});

describe("a recurrent layer hands its state on over steps that are masked", () => {
  const layer = simpleRnn(2);
  const functions = functionsOf(layer);
  const weights = {
    kernel: Float64Array.of(0.5, -0.3, 0.2, 0.4),
    recurrentKernel: Float64Array.of(0.1, 0.7, -0.6, 0.2),
    bias: Float64Array.of(0.05, -0.1),
  };

  /** The last state of one row of tokens and the gradients where all of its numbers have the error 1. */
  function run(tokens: readonly number[], mask?: Uint8Array) {
    const batch = { rows: 1, steps: tokens.length, mask };
    const output = new Vectors(1, 1, 2);
    const input = { at: (t: number) => tokens[t] };
    const pass = { batch, input, output, everyStep: false, weights, store: new VectorStore() };
    functions.forward(layer, pass);
    const outputError = new Vectors(1, 1, 2);
    outputError.at(0, 0).fill(1);
    const gradients = {
      kernel: new Float64Array(4),
      recurrentKernel: new Float64Array(4),
      bias: new Float64Array(2),
    };
    functions.backward(layer, { ...pass, outputError, inputError: undefined, gradients });
    return { state: [...output.at(0, 0)], gradients };
  }

  test.each([
    ["leading", [1, 1, 0, 1, 0], [0, 0, 1, 1, 1]],
    ["trailing", [0, 1, 0, 1, 1], [1, 1, 1, 0, 0]],
    ["in holes", [0, 1, 1, 0, 0], [1, 0, 1, 0, 1]],
  ])("%s, to the bit", (_, tokens, mask) => {
    const unmasked = tokens.filter((_token, t) => mask[t] === 1);
    expect(run(tokens, Uint8Array.from(mask))).toEqual(run(unmasked));
  });

  test("and a row of nothing but masked steps ends in the initial state", () => {
    expect(run([0, 1], Uint8Array.of(0, 0)).state).toEqual([0, 0]);
  });
});
