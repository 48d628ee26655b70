import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allLogits } from "../src/engine/all-logits.ts";
import type { EngineSession } from "../src/engine/engine.ts";
import { planBuild } from "../src/engine/wasm/layers/plan-build.ts";
import { bidirectional } from "../src/layers/bidirectional.ts";
import { dense } from "../src/layers/dense.ts";
import { embedding } from "../src/layers/embedding.ts";
import { gru } from "../src/layers/gru.ts";
import type { Layer } from "../src/layers/layer.ts";
import {
  initialParameters,
  type Parameters,
  parameterTable,
} from "../src/network/parameter-table.ts";
import type { Sequences } from "../src/network/sequences.ts";
import { adam } from "../src/optimizers/adam.ts";
import { cases } from "./plan-cases.ts";

const engine = planBuild.createEngine({});

function open(features: number, layers: readonly Layer[], parameters?: Parameters): EngineSession {
  const plan = { features, layers };
  return engine.open({
    plan,
    parameters: parameters ?? initialParameters(parameterTable(plan), 5),
    optimizer: adam({ useEma: true, emaMomentum: 0.5 }),
    optimizerState: {},
    batchSize: 8,
  });
}

/** The logits of a batch of training, for which all is kept, in a session that has run nothing else. */
function trainedOn(
  features: number,
  layers: readonly Layer[],
  parameters: Parameters,
  sequences: Sequences,
): Float64Array {
  const session = open(features, layers, parameters);
  const { units } = layers.at(-1) as { units: number };
  const logits = new Float64Array(sequences.count * units);
  const rows = Int32Array.from({ length: sequences.count }, (_, n) => n);
  session.forward(session.load(sequences), rows, logits);
  return logits;
}

describe("a prediction keeps no states, and finds what others have computed, to the bits of training's pass", () => {
  test("again and again, after steps of training, and by averages of the weights", () => {
    fc.assert(
      fc.property(cases, ({ features, layers, sequences }) => {
        const session = open(features, layers);
        const { units } = layers.at(-1) as { units: number };
        const data = session.load(sequences);
        const expectSame = (): void => {
          const wanted = trainedOn(features, layers, session.parameters(), sequences);
          expect(allLogits(session, data, units)).toEqual(wanted);
        };
        expectSame();
        expectSame();
        for (const rows of [Int32Array.of(0), Int32Array.of(sequences.count - 1, 0)]) {
          const logits = new Float64Array(rows.length * units);
          session.forward(data, rows, logits);
          expectSame();
          session.forward(data, rows, logits);
          session.backward(logits.map((_, i) => Math.cos(i)));
          expectSame();
          session.update();
          expectSame();
        }
        session.exchangeAverages?.();
        expectSame();
        session.exchangeAverages?.();
        expectSame();
      }),
      { numRuns: 25 },
    );
  });

  test("text after text, with more distinct words than there is room for", () => {
    const layers = [embedding(50, 5), bidirectional(gru(6)), dense(1)];
    const session = open(50, layers);
    for (let text = 0; text < 30; text++) {
      const tokens = Int32Array.from({ length: 1 + (text % 7) }, (_, i) => (text * 7 + i * i) % 50);
      const sequences = { count: 1, steps: tokens.length, features: 50, tokens };
      const wanted = trainedOn(50, layers, session.parameters(), sequences);
      expect(allLogits(session, session.load(sequences))).toEqual(wanted);
    }
  });
});
