import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EngineSession, isInspectable } from "../src/engine/engine.ts";
import { referenceEngine } from "../src/engine/reference/reference-engine.ts";
import { planBuild } from "../src/engine/wasm/layers/plan-build.ts";
import { dense } from "../src/layers/dense.ts";
import { dropout } from "../src/layers/dropout.ts";
import { embedding } from "../src/layers/embedding.ts";
import { gru } from "../src/layers/gru.ts";
import type { Layer } from "../src/layers/layer.ts";
import { lstm } from "../src/layers/lstm.ts";
import {
  initialParameters,
  type Parameters,
  parameterTable,
} from "../src/network/parameter-table.ts";
import type { Plan } from "../src/network/plan.ts";
import { adam, adamw } from "../src/optimizers/adam.ts";
import type { Optimizer } from "../src/optimizers/optimizer.ts";
import { rmsprop } from "../src/optimizers/rmsprop.ts";
import { sgd } from "../src/optimizers/sgd.ts";

import { type Case, cases } from "./plan-cases.ts";

const wasmEngine = planBuild.createEngine({});

const isRecurrent = ({ kind }: Layer): boolean =>
  ["simpleRnn", "lstm", "gru", "bidirectional"].includes(kind);

function openBoth(
  { layers, features, sequences, seed }: Case,
  engine = wasmEngine,
): EngineSession[] {
  const plan: Plan = { features, layers };
  const parameters = initialParameters(parameterTable(plan), seed);
  const options = {
    plan,
    parameters,
    optimizer: sgd({ learningRate: 0.1 }),
    optimizerState: {},
    batchSize: sequences.count,
  };
  return [referenceEngine.open(options), engine.open(options)];
}

/** The largest difference of two lists of numbers, as a share of the largest number. */
function difference(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let largest = 1e-2;
  let apart = found.length === wanted.length ? 0 : Infinity;
  for (let i = 0; i < wanted.length; i++) {
    largest = Math.max(largest, Math.abs(wanted[i]));
    const by = Math.abs(found[i] - wanted[i]);
    apart = Number.isNaN(by) ? Infinity : Math.max(apart, by);
  }
  return apart / largest;
}

describe("the kernels for any plan agree with the reference engine within float32", () => {
  const kernels = [
    { name: "plain", engine: wasmEngine, skip: false },
    {
      name: "relaxed, where the host has them",
      engine: planBuild.createEngine({ relaxed: true }),
      skip: !planBuild.isRelaxedAvailable(),
    },
  ];

  describe.each(kernels)("$name", ({ engine, skip }) => {
    test.skipIf(skip)("logits and gradients", () => {
      fc.assert(
        fc.property(cases, (given) => {
          const [wanted, found] = openBoth(given, engine).map((session) => {
            const { count } = given.sequences;
            const data = session.load(given.sequences);
            const outputs = (given.layers.at(-1) as { units: number }).units;
            const logits = new Float64Array(count * outputs);
            session.forward(
              data,
              Int32Array.from(logits.subarray(0, count), (_, n) => n),
              logits,
            );
            const errors = logits.map((_, i) => Math.cos(i) / count);
            session.backward(errors);
            session.update();
            const gradients = session.gradients();
            return { logits, gradients, parameters: session.parameters() };
          });
          expect(difference(found.logits, wanted.logits)).toBeLessThan(1e-5);
          for (const [name, gradient] of Object.entries(wanted.gradients)) {
            expect(difference(found.gradients[name].data, gradient.data), name).toBeLessThan(5e-5);
            expect(
              difference(found.parameters[name].data, wanted.parameters[name].data),
              name,
            ).toBeLessThan(1e-5);
          }
        }),
        { numRuns: 60 },
      );
    });
  });

  test("logits of each step, states and their errors", () => {
    fc.assert(
      fc.property(
        cases.filter(({ layers }) => layers.some(isRecurrent)),
        (given) => {
          const [wanted, found] = openBoth(given).map((session) => {
            if (!isInspectable(session))
              throw new Error("expected a session that shows its states");
            const { count, steps } = given.sequences;
            const data = session.load(given.sequences);
            const outputs = (given.layers.at(-1) as { units: number }).units;
            const last = given.layers.findLast(isRecurrent);
            const width =
              last?.kind === "bidirectional"
                ? 2 * last.layer.units
                : (last as { units: number }).units;
            const perStep = new Float64Array(count * steps * outputs);
            session.logitsPerStep(data, 0, perStep);
            const states = new Float64Array(count * steps * width);
            session.states(data, 0, states);
            const logits = new Float64Array(count * outputs);
            session.forward(
              data,
              Int32Array.from(logits.subarray(0, count), (_, n) => n),
              logits,
            );
            const errors = new Float64Array(count * steps * width);
            session.backward(
              logits.map((_, i) => Math.cos(i)),
              errors,
            );
            return { perStep, states, errors };
          });
          expect(difference(found.perStep, wanted.perStep)).toBeLessThan(1e-5);
          expect(difference(found.states, wanted.states)).toBeLessThan(1e-5);
          expect(difference(found.errors, wanted.errors)).toBeLessThan(5e-5);
        },
      ),
      { numRuns: 30 },
    );
  });

  test.each<[string, Optimizer]>([
    ["gradient descent", sgd({ learningRate: 0.1 })],
    ["momentum", sgd({ learningRate: 0.1, momentum: 0.9 })],
    ["Nesterov's momentum", sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true })],
    ["RMSprop", rmsprop({ learningRate: 0.01 })],
    ["Adam, its values clipped", adam({ clipvalue: 0.001 })],
    ["AdamW, each gradient clipped", adamw({ clipnorm: 0.01 })],
    ["Adam, all gradients clipped", adam({ globalClipnorm: 0.01 })],
    ["Adam with averages", adam({ useEma: true, emaMomentum: 0.3 })],
    ["plain gradient descent with averages", sgd({ useEma: true })],
  ])("five steps of %s, and the state that continues from there", (_, optimizer) => {
    const layers = [embedding(9, 5, { maskZero: true }), lstm(6), dropout(0.4), dense(3)];
    const plan: Plan = { features: 9, layers };
    const tokens = Int32Array.from({ length: 28 }, (_unused, i) => (i * 5) % 9);
    const sequences = { count: 4, steps: 7, features: 9, tokens };
    const rows = Int32Array.of(2, 0, 3, 1);
    const [wanted, found] = [referenceEngine, wasmEngine].map((engine) => {
      const open = (parameters: Parameters, optimizerState: Parameters): EngineSession =>
        engine.open({ plan, parameters, optimizer, optimizerState, batchSize: 4 });
      let session = open(initialParameters(parameterTable(plan), 7), {});
      for (let step = 0; step < 5; step++) {
        if (step === 3) session = open(session.parameters(), session.optimizerState());
        const logits = new Float64Array(12);
        session.forward(session.load(sequences), rows, logits, [7, step]);
        session.backward(logits.map((z, i) => z - Number(i % 3 === 0)));
        session.update();
      }
      return Object.assign(session.parameters(), session.optimizerState());
    });
    expect(Object.keys(found)).toEqual(Object.keys(wanted));
    for (const [name, tensor] of Object.entries(wanted)) {
      expect(difference(found[name].data, tensor.data), name).toBeLessThan(1e-4);
    }
  });

  test("what is dropped from words does not depend on their padding", () => {
    const layers = [embedding(5, 3, { maskZero: true }), dropout(0.5), gru(4), dense(1)];
    const plan: Plan = { features: 5, layers };
    const shape = { count: 2, steps: 3, features: 5 };
    const padded = { ...shape, tokens: Int32Array.of(0, 1, 2, 3, 0, 4) };
    const ragged = { ...shape, tokens: Int32Array.of(1, 2, 3, 4), offsets: Int32Array.of(0, 2, 4) };
    for (const engine of [referenceEngine, wasmEngine]) {
      const [first, second] = [padded, ragged].map((sequences) => {
        const parameters = initialParameters(parameterTable(plan), 3);
        const optimizer = sgd();
        const session = engine.open({
          plan,
          parameters,
          optimizer,
          optimizerState: {},
          batchSize: 2,
        });
        const logits = new Float64Array(2);
        session.forward(session.load(sequences), Int32Array.of(1, 0), logits, [3, 0]);
        return logits;
      });
      expect(second).toEqual(first);
    }
  });
});
