import { allclose, eye, glorotUniform, matmul, RandomState } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import { bidirectional } from "../src/layers/bidirectional.ts";
import { dense } from "../src/layers/dense.ts";
import { dropout } from "../src/layers/dropout.ts";
import { embedding } from "../src/layers/embedding.ts";
import { globalAveragePooling1d } from "../src/layers/global-average-pooling-1d.ts";
import { globalMaxPooling1d } from "../src/layers/global-max-pooling-1d.ts";
import { gru } from "../src/layers/gru.ts";
import { functionsOf, type Layer } from "../src/layers/layer.ts";
import { lstm } from "../src/layers/lstm.ts";
import { simpleRnn } from "../src/layers/simple-rnn.ts";
import { VectorStore, Vectors } from "../src/layers/vectors.ts";
import { initialParameters, parameterTable } from "../src/network/parameter-table.ts";
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

describe("so are those of layers over vectors of ids, with masks and with rows of their own lengths", () => {
  const cells = [simpleRnn(3), lstm(3), gru(3), gru(3, { resetAfter: false })] as const;
  const padded = { count: 4, steps: 5, features: 5 };
  const tokens = Int32Array.of(0, 0, 1, 2, 3, 4, 4, 0, 2, 0, 1, 2, 3, 4, 1, 3, 0, 0, 0, 0);
  const ragged = { ...padded, tokens, offsets: Int32Array.of(0, 5, 6, 6, 11) };
  const ends: [string, Layer[]][] = cells.flatMap((cell): [string, Layer[]][] => {
    const name = cell.kind === "gru" && !cell.resetAfter ? "gru, reset before" : cell.kind;
    return [
      [name, [cell, dense(2)]],
      [`${name} in both directions`, [bidirectional(cell), dense(1)]],
      [`${name} in both directions, then in one`, [bidirectional(cell), cell, dense(1)]],
      [`${name}, averaged`, [cell, globalAveragePooling1d(), dense(3)]],
      [
        `${name} in both directions, averaged`,
        [bidirectional(cell), globalAveragePooling1d(), dense(1)],
      ],
      [`two of ${name}, their maximum`, [cell, cell, globalMaxPooling1d(), dense(2)]],
    ];
  });

  test.each([
    ...ends,
    ["the vectors themselves, averaged", [globalAveragePooling1d(), dense(2)]],
    ["the vectors themselves, their maximum", [globalMaxPooling1d({ ignoreMask: true }), dense(2)]],
    ["dropout outside training", [dropout(0.5), simpleRnn(2), dropout(0.5), dense(1)]],
  ] as [string, Layer[]][])("%s", (_, layers) => {
    for (const [maskZero, data] of [
      [true, { ...padded, tokens }],
      [false, ragged],
    ] as const) {
      const plan = { features: 5, layers: [embedding(5, 4, { maskZero }), ...layers] };
      for (const [key, error] of Object.entries(gradientErrors(plan, data))) {
        expect(error, `${key}, mask ${maskZero}`).toBeLessThan(1e-6);
      }
    }
  });
});

describe("parameters begin as Keras's do", () => {
  const plan = {
    features: 50,
    layers: [
      embedding(50, 4),
      bidirectional(lstm(3)),
      lstm(2, { unitForgetBias: false }),
      dense(1),
    ],
  };
  const table = parameterTable(plan);
  const initial = initialParameters(table, 42);

  test("with kernels Glorot uniform, recurrent ones orthogonal, forget gates open, vectors within 0.05", () => {
    expect([...initial["bidirectional.backward.bias"].data]).toEqual([
      0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0,
    ]);
    expect([...initial["lstm.bias"].data]).toEqual(Array(8).fill(0));
    const largest = Math.max(...Array.from(initial["embedding.embeddings"].data, Math.abs));
    expect(largest).toBeLessThanOrEqual(0.05);
    expect(largest).toBeGreaterThan(0.045);
    const kernel = initial["bidirectional.forward.recurrentKernel"];
    expect(kernel.shape).toEqual([3, 12]);
    const product = matmul(kernel, kernel.transpose());
    expect(allclose(product, eye(3))).toBe(true);
  });

  test("drawn from one stream in the order of the table", () => {
    expect(table.map(({ key }) => key)).toEqual([
      "embedding.embeddings",
      "bidirectional.forward.kernel",
      "bidirectional.forward.recurrentKernel",
      "bidirectional.forward.bias",
      "bidirectional.backward.kernel",
      "bidirectional.backward.recurrentKernel",
      "bidirectional.backward.bias",
      "lstm.kernel",
      "lstm.recurrentKernel",
      "lstm.bias",
      "dense.kernel",
      "dense.bias",
    ]);
    const random = new RandomState(42);
    expect(initial["embedding.embeddings"]).toEqual(random.uniform(-0.05, 0.05, [50, 4]));
    expect(initial["bidirectional.forward.kernel"]).toEqual(glorotUniform([4, 12], random));
  });
});

describe("a layer refuses", () => {
  const loose = (value: unknown): never => value as never;
  test.each<[string, () => unknown, string]>([
    [
      "no units",
      () => lstm(0),
      "lstm: expected units to be a whole number from 1 to 65535, got 0.",
    ],
    [
      "units of text",
      () => gru(loose("8")),
      'gru: expected units to be a whole number from 1 to 65535, got "8".',
    ],
    [
      "an unknown option",
      () => lstm(2, loose({ unit_forget_bias: true })),
      "lstm: expected the options unitForgetBias, bpttSteps, got unit_forget_bias. Did you mean unitForgetBias?",
    ],
    [
      "an option of another type",
      () => embedding(5, 2, loose({ maskZero: 1 })),
      "embedding: expected maskZero to be a boolean, got 1.",
    ],
    [
      "no steps to carry the error through",
      () => simpleRnn(2, { bpttSteps: 0 }),
      "simpleRnn: expected bpttSteps to be a whole number from 1 on, got 0.",
    ],
    [
      "a gradient it does not have",
      () => simpleRnn(2, { recurrentGradient: loose("printed") }),
      'simpleRnn: expected recurrentGradient to be "exact" or "chapter", got "printed".',
    ],
    [
      "to drop everything",
      () => dropout(1),
      "dropout: expected rate to be below 1, got 1. It is the share that is dropped.",
    ],
    [
      "both directions of what has none",
      () => bidirectional(loose(dense(2))),
      'bidirectional: expected a recurrent layer (simpleRnn, lstm or gru), got "dense".',
    ],
  ])("%s", (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe("dropout in training", () => {
  const layer = dropout(0.25);
  const width = 4000;

  function run(seed: readonly number[] | undefined) {
    const batch = { rows: 1, steps: 1, lengths: undefined, mask: undefined };
    const [input, output, error, inputError] = [0, 1, 2, 3].map(() => new Vectors(1, 1, width));
    input.at(0, 0).fill(3);
    error.at(0, 0).fill(3);
    const random = seed && new RandomState(seed);
    const store = new VectorStore();
    const pass = { batch, input, output, everyStep: false, weights: {}, store, random };
    functionsOf(layer).forward(layer, pass);
    const back = { outputError: error, inputError, gradients: {}, stateErrors: undefined };
    functionsOf(layer).backward(layer, { ...pass, ...back });
    return { output: [...output.at(0, 0)], error: [...inputError.at(0, 0)] };
  }

  test("sets a share of the numbers to 0 and divides the others by the rest", () => {
    const { output } = run([1, 2]);
    expect(new Set(output)).toEqual(new Set([0, 4]));
    const dropped = output.filter((value) => value === 0).length / width;
    expect(Math.abs(dropped - 0.25)).toBeLessThan(0.03);
  });

  test("carries the error back through the numbers that it left", () => {
    const { output, error } = run([1, 2]);
    expect(error).toEqual(output);
  });

  test("drops the same for the same seed, and nothing without one", () => {
    expect(run([1, 2])).toEqual(run([1, 2]));
    expect(run([1, 3])).not.toEqual(run([1, 2]));
    expect(new Set(run(undefined).output)).toEqual(new Set([3]));
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
    const batch = { rows: 1, steps: tokens.length, lengths: undefined, mask };
    const output = new Vectors(1, 1, 2);
    const input = { at: (t: number) => tokens[t] };
    const pass = {
      batch,
      input,
      output,
      everyStep: false,
      weights,
      store: new VectorStore(),
      random: undefined,
    };
    functions.forward(layer, pass);
    const outputError = new Vectors(1, 1, 2);
    outputError.at(0, 0).fill(1);
    const gradients = {
      kernel: new Float64Array(4),
      recurrentKernel: new Float64Array(4),
      bias: new Float64Array(2),
    };
    functions.backward(layer, {
      ...pass,
      outputError,
      inputError: undefined,
      gradients,
      stateErrors: undefined,
    });
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
