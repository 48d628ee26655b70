import { RandomState, Tensor, zeros } from "@rnn/tensor";
import { assert, constantFrom, json, property } from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  bidirectional,
  dense,
  dropout,
  embedding,
  globalAveragePooling1d,
  globalMaxPooling1d,
  gru,
  lstm,
} from "../src/index.ts";
import type { Layer } from "../src/layers/layer.ts";
import { simpleRnn } from "../src/layers/simple-rnn.ts";
import { ModelFileError } from "../src/network/model-file-error.ts";
import { decodePlan, encodePlan, type PlanFile } from "../src/network/plan-file.ts";
import { startOf } from "../src/network/position.ts";
import { encodeSealed } from "../src/network/sealed-file.ts";
import { randomParameters } from "./check-gradients.ts";

const plan = { features: 5, layers: [simpleRnn(3), simpleRnn(2, { bpttSteps: 4 }), dense(3)] };
const file: PlanFile = {
  plan,
  parameters: randomParameters(plan, 1),
  bestParameters: { "dense.bias": new RandomState(3).standardNormal([3]) },
  optimizerState: { "m.dense.bias": new RandomState(2).standardNormal([3]) },
  settings: { batchSize: 32, optimizer: { kind: "sgd", learningRate: 0.01 } },
  losses: [0.7, 0.6],
  valLosses: [],
  metadata: { note: "한국어" },
};
const run = {
  ...startOf(42),
  epoch: 2,
  history: { losses: [0.7, 0.6], valLosses: [], valAccuracies: [], trainingMs: [1, 2] },
  data: [10, 6, 5] as const,
};

test("a file of any plan comes back as it was, with what the optimizer remembers and where the run was", () => {
  const { readRun, ...read } = decodePlan(encodePlan(file, run));
  expect(read).toEqual(file);
  expect(readRun()).toEqual(run);
  expect(decodePlan(encodePlan(file)).readRun()).toBeUndefined();
});

test.each<Layer[]>([
  [embedding(5, 4, { maskZero: true }), lstm(3, { unitForgetBias: false }), dropout(0.5), dense(1)],
  [embedding(5, 4), bidirectional(gru(2, { resetAfter: false })), globalMaxPooling1d(), dense(3)],
  [bidirectional(simpleRnn(2)), globalAveragePooling1d(), dense(2)],
])("every kind of layer comes back: %j, %j, %j", (...layers) => {
  const every = { features: 5, layers };
  const parameters = randomParameters(every, 1);
  expect(decodePlan(encodePlan({ ...file, plan: every, parameters })).plan).toEqual(every);
});

test("equal networks give equal bytes", () => {
  const { plan: read, ...rest } = decodePlan(encodePlan(file));
  expect(encodePlan({ ...rest, plan: read })).toEqual(encodePlan(file));
});

describe("decodePlan refuses", () => {
  const config = JSON.stringify({ features: 5, layers: plan.layers });
  const write = (entries: Record<string, string>, parameters = file.parameters): Uint8Array =>
    encodeSealed(parameters, {
      "rnn.format": "2",
      "rnn.config": config,
      "rnn.history": '{"losses":[],"valLosses":[]}',
      ...entries,
    });
  const { "dense.bias": _, ...incomplete } = file.parameters;
  const withLayers = (layers: unknown, features: unknown = 5): Uint8Array =>
    write({ "rnn.config": JSON.stringify({ features, layers }) });

  test.each([
    ["no layers", withLayers(undefined), /layers are not a list/],
    ["a layer that is a number", withLayers([3]), /layer to be an object, got 3/],
    [
      "an unknown kind",
      withLayers([{ kind: "conv1d", units: 3 }]),
      /of kind embedding, .*dense, got "conv1d"/,
    ],
    ["a layer without units", withLayers([{ kind: "dense" }]), /units to be a whole number/],
    ["half a unit", withLayers([{ kind: "dense", units: 1.5 }]), /units to be a whole number/],
    ["an unknown option", withLayers([{ kind: "dense", units: 1, rate: 2 }]), /got rate/],
    ["a billion units", withLayers([{ kind: "dense", units: 1e9 }]), /units to be .* to 65535/],
    ["other features", withLayers(plan.layers, 6), /simpleRnn.kernel of shape \[6, 3\]/],
    ["no features", withLayers(plan.layers, 0), /features to be a whole number/],
    ["one layer less", withLayers(plan.layers.slice(0, 2)), /an unknown dense/],
    ["a parameter less", write({}, incomplete), /got no dense.bias/],
    [
      "whole numbers",
      write({}, { ...file.parameters, "dense.bias": zeros([3], { dtype: "int32" }) as Tensor }),
      /no float parameter dense.bias/,
    ],
    [
      "more layers than any plan has",
      withLayers(Array.from({ length: 5000 }, () => dense(1))),
      /too many/,
    ],
    ["format 3", write({ "rnn.format": "3" }), /format 2, got 3/],
    ["format 1", write({ "rnn.format": "1" }), /format 2, got 1/],
  ])("%s", (_name, bytes, message) => {
    expect(() => decodePlan(bytes)).toThrow(ModelFileError);
    expect(() => decodePlan(bytes)).toThrow(message);
  });

  test("a file with any one bit flipped", () => {
    const bytes = encodePlan(file, run);
    for (let bit = 0; bit < bytes.length * 8; bit += 97) {
      const damaged = bytes.slice();
      damaged[bit >> 3] ^= 1 << (bit & 7);
      expect(() => decodePlan(damaged)).toThrow(ModelFileError);
    }
  });

  test("any other JSON for its configuration, or reads a valid plan", () => {
    assert(
      property(constantFrom("rnn.config", "rnn.history"), json(), (entry, text) => {
        try {
          decodePlan(write({ [entry]: text }));
          return true;
        } catch (error) {
          return error instanceof ModelFileError;
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("errors of another installed copy of the package are recognised", async () => {
  vi.resetModules();
  const other = await import("../src/network/model-file-error.ts");
  const error: unknown = new other.ModelFileError("ERR_RNN_MODEL_FILE", "of a copy");
  expect(other.ModelFileError).not.toBe(ModelFileError);
  expect(error).toBeInstanceOf(ModelFileError);
  expect(new Error("another")).not.toBeInstanceOf(ModelFileError);
});
