import { Tensor } from "@rnn/tensor";
import { readGolden } from "@rnn/testing/golden-files";
import { describe, expect, test } from "vitest";
import {
  type AdamOptions,
  type AdamWOptions,
  adam,
  adamw,
  type Optimizer,
  type RmsPropOptions,
  rmsprop,
  type SgdOptions,
  sgd,
} from "../src/index.ts";
import type { ParameterRow, Parameters } from "../src/network/parameter-table.ts";
import { OptimizerRun } from "../src/optimizers/optimizer-run.ts";
import { wholePower } from "../src/optimizers/whole-power.ts";

/** A vector and a matrix before training, gradients of five steps, and what each step makes of them. */
interface OptimizerCase {
  optimizer: Optimizer["kind"];
  options: AdamWOptions & SgdOptions & RmsPropOptions;
  start: [number[], number[][]];
  gradients: [number[], number[][]][];
  after: [number[], number[][]][];
}

const golden = readGolden("layers.json") as { optimizers: OptimizerCase[] } | undefined;
const make = {
  sgd: (options: SgdOptions) => sgd(options),
  rmsprop: (options: RmsPropOptions) => rmsprop(options),
  adam: (options: AdamOptions) => adam(options),
  adamw: (options: AdamWOptions) => adamw(options),
};

const table: readonly ParameterRow[] = [
  { key: "v", name: "v", shape: [3], initial: "zeros", layer: 0 },
  { key: "m", name: "m", shape: [2, 2], initial: "zeros", layer: 0 },
];
const arrays = ([v, m]: [number[], number[][]]) => ({
  v: Float64Array.from(v),
  m: Float64Array.from(m.flat()),
});
const difference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe.skipIf(golden === undefined)("optimizers take Keras's steps within 1e-12", () => {
  test.each(golden?.optimizers ?? [])("$optimizer $options", (one) => {
    const weights = arrays(one.start);
    let state: Parameters = {};
    one.gradients.forEach((gradient, k) => {
      // A run an iteration: what an optimizer remembers is all that the next one needs.
      const run = new OptimizerRun(make[one.optimizer](one.options), table, state);
      run.step(weights, arrays(gradient));
      state = run.state();
      const expected = arrays(one.after[k]);
      expect(difference(weights.v, expected.v)).toBeLessThan(1e-12);
      expect(difference(weights.m, expected.m)).toBeLessThan(1e-12);
    });
  });

  test("there are all eleven of them", () => {
    expect(golden?.optimizers.length).toBe(11);
  });
});

describe("a step by hand", () => {
  const start: [number[], number[][]] = [
    [1, 2, 3],
    [
      [0, 0],
      [0, 0],
    ],
  ];
  const gradient: [number[], number[][]] = [
    [3, 0, 0],
    [
      [4, 0],
      [0, 0],
    ],
  ];

  test.each<[string, Optimizer, number, number]>([
    ["sgd", sgd({ learningRate: 0.1 }), 0.7, -0.4],
    ["sgd with momentum, at first", sgd({ learningRate: 0.1, momentum: 0.9 }), 0.7, -0.4],
    ["sgd with Nesterov's", sgd({ learningRate: 0.1, momentum: 0.5, nesterov: true }), 0.55, -0.6],
    ["each gradient at most 2 long", sgd({ learningRate: 0.1, clipnorm: 2 }), 0.8, -0.2],
    ["all gradients at most 2.5 long", sgd({ learningRate: 0.1, globalClipnorm: 2.5 }), 0.85, -0.2],
    ["numbers of at most 1", sgd({ learningRate: 0.1, clipvalue: 1 }), 0.9, -0.1],
    ["adam, by its rate at first", adam({ learningRate: 0.1, epsilon: 0 }), 0.9, -0.1],
    ["adamw", adamw({ learningRate: 0.1, weightDecay: 0.5, epsilon: 0 }), 0.85, -0.1],
    ["rmsprop", rmsprop({ learningRate: 0.1, rho: 0.75, epsilon: 0 }), 0.8, -0.2],
  ])("%s", (_, optimizer, v, m) => {
    const weights = arrays(start);
    const gradients = arrays(gradient);
    new OptimizerRun(optimizer, table, {}).step(weights, gradients);
    expect(weights.v[0]).toBeCloseTo(v, 12);
    expect(weights.m[0]).toBeCloseTo(m, 12);
    expect(gradients).toEqual(arrays(gradient));
  });
});

test("an optimizer remembers its slots under the parameters' names, plain descent nothing", () => {
  const state = new OptimizerRun(adam(), table, {}).state();
  expect(Object.keys(state)).toEqual([
    "mean.v",
    "meanSquare.v",
    "mean.m",
    "meanSquare.m",
    "iterations",
  ]);
  expect(state["mean.m"]).toEqual(new Tensor(new Float64Array(4), "float64", [2, 2]));
  expect(new OptimizerRun(sgd(), table, {}).state()).toEqual({});
});

test("optimizers are plain frozen objects with their defaults filled in", () => {
  for (const optimizer of [sgd(), rmsprop(), adam({ clipnorm: 1 }), adamw()]) {
    expect(Object.isFrozen(optimizer)).toBe(true);
    expect(JSON.parse(JSON.stringify(optimizer))).toEqual(optimizer);
  }
  expect(adam({ clipnorm: 1 })).toEqual({
    kind: "adam",
    learningRate: 0.001,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
    clipnorm: 1,
  });
});

test("a whole power is a product", () => {
  expect([0, 1, 2, 3, 10].map((exponent) => wholePower(2, exponent))).toEqual([1, 2, 4, 8, 1024]);
  expect(wholePower(0.999, 5000)).toBeCloseTo(0.999 ** 5000, 14);
});

describe("an optimizer refuses", () => {
  const loose = (value: unknown): never => value as never;
  test.each<[string, () => unknown, string]>([
    [
      "an option of Keras's spelling",
      () => adam(loose({ learning_rate: 0.1 })),
      "adam: expected the options learningRate, beta1, beta2, epsilon, clipnorm, globalClipnorm, clipvalue, useEma, emaMomentum, got learning_rate. Did you mean learningRate?",
    ],
    [
      "a rate below 0",
      () => sgd({ learningRate: -1 }),
      "sgd: expected learningRate to be a number from 0 on, got -1.",
    ],
    [
      "an infinite rate",
      () => rmsprop({ learningRate: Infinity }),
      "rmsprop: expected learningRate to be a finite number from 0 on, got Infinity.",
    ],
    [
      "a mean that never moves",
      () => adam({ beta1: 1 }),
      "adam: expected beta1 to be a number from 0 to below 1, got 1.",
    ],
    [
      "momentum of another type",
      () => sgd({ nesterov: loose("yes") }),
      'sgd: expected nesterov to be a boolean, got "yes".',
    ],
    [
      "to clip twice",
      () => adamw({ clipnorm: 1, clipvalue: 1 }),
      "adamw: expected at most one of clipnorm, globalClipnorm, clipvalue, got clipnorm and clipvalue.",
    ],
    [
      "averages that never move",
      () => adam({ useEma: true, emaMomentum: 1 }),
      "adam: expected emaMomentum to be a number from 0 to below 1, got 1.",
    ],
    [
      "a momentum of averages that there are not",
      () => adam({ emaMomentum: 0.9 }),
      "adam: expected emaMomentum beside useEma: true, got it alone. Give both or neither.",
    ],
    [
      "to clip to nothing",
      () => sgd({ clipnorm: 0 }),
      "sgd: expected clipnorm to be a finite number above 0, got 0.",
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});
