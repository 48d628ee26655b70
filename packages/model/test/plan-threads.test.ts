import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type InspectableSession, isInspectable } from "../src/engine/engine.ts";
import {
  areLayersAvailable,
  instantiateLayers,
  instantiateSharedLayers,
} from "../src/engine/wasm/layers/layer-kernels.ts";
import { PlanSession } from "../src/engine/wasm/layers/plan-session.ts";
import { ThreadedWorkshop } from "../src/engine/wasm/layers/threaded-workshop.ts";
import { openWorkshop, type Workshop } from "../src/engine/wasm/layers/workshop.ts";
import { dropout } from "../src/layers/dropout.ts";
import type { Layer } from "../src/layers/layer.ts";
import { initialParameters, parameterTable } from "../src/network/parameter-table.ts";
import { adam } from "../src/optimizers/adam.ts";
import { type Case, cases } from "./plan-cases.ts";

/** Shares that the caller runs all, from the first: those of the others from their lists. */
function sharedBy(threads: number, relaxed: boolean): Workshop {
  const workshop = new ThreadedWorkshop(
    instantiateSharedLayers(relaxed),
    threads,
    () => {},
    () => () => {},
    { isSharing: true, note: () => {} },
  );
  workshop.endBatch(0);
  return workshop;
}

/** All that a session gives: two batches of training, and what it predicts and shows. */
function results(session: InspectableSession, { layers, sequences }: Case): unknown[] {
  const { count, steps } = sequences;
  const data = session.load(sequences);
  const outputs = (layers.at(-1) as { units: number }).units;
  const found: unknown[] = [];
  for (const rows of [count, Math.ceil(count / 3)]) {
    const logits = new Float64Array(rows * outputs);
    const chosen = Int32Array.from({ length: rows }, (_, n) => count - 1 - n);
    session.forward(data, chosen, logits, [1, rows]);
    session.backward(logits.map((_, i) => Math.cos(i)));
    found.push(logits, session.gradients());
    session.update();
    found.push(session.parameters(), session.optimizerState());
  }
  const all = new Float64Array(count * outputs);
  for (let start = 0; start < count; ) start = session.logits(data, start, all);
  const perStep = new Float64Array(count * steps * outputs);
  for (let start = 0; start < count; ) start = session.logitsPerStep(data, start, perStep);
  return [...found, all, perStep];
}

const settings = fc.record({
  given: cases,
  threads: fc.integer({ min: 2, max: 8 }),
  // After what gives a vector a word: dropped words are cut as others are.
  drops: fc.boolean(),
});

test.each([
  { variant: "plain", relaxed: false },
  { variant: "relaxed", relaxed: true },
])(
  "the $variant kernels in any number of shares give the bits of one: logits, gradients, updates",
  ({ relaxed }) => {
    if (!areLayersAvailable(relaxed)) return;
    fc.assert(
      fc.property(settings, ({ given, threads, drops }) => {
        const [first, ...others] = given.layers;
        const layers: Layer[] =
          drops && first.kind === "embedding"
            ? [first, dropout(0.3), ...others]
            : [...given.layers];
        const plan = { features: given.features, layers };
        const parameters = initialParameters(parameterTable(plan), given.seed);
        const clipping = drops ? { clipvalue: 0.1 } : { globalClipnorm: 0.5 };
        const optimizer = adam({ learningRate: 0.01, useEma: drops, ...clipping });
        const [alone, shared] = [
          openWorkshop(instantiateLayers(relaxed)),
          sharedBy(threads, relaxed),
        ].map((workshop) => {
          const session = new PlanSession(
            {
              plan,
              parameters,
              optimizer,
              optimizerState: {},
              batchSize: given.sequences.count,
            },
            workshop,
          );
          expect(isInspectable(session)).toBe(true);
          return results(session, { ...given, layers });
        });
        expect(shared).toEqual(alone);
      }),
      { numRuns: 25 },
    );
  },
);
