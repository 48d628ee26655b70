/** Keras's numbers of recurrent layers, on the kernels: each input vector is the embedding of an id of its own. */
import { Tensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import { isInspectable } from "../src/engine/engine.ts";
import { planBuild } from "../src/engine/wasm/layers/plan-build.ts";
import { bidirectional } from "../src/layers/bidirectional.ts";
import { dense } from "../src/layers/dense.ts";
import { embedding } from "../src/layers/embedding.ts";
import { parameterTable } from "../src/network/parameter-table.ts";
import { placeLayers } from "../src/network/plan.ts";
import { sgd } from "../src/optimizers/sgd.ts";
import { cellOf, flat, goldenLayers, type LayerCase, titleOf } from "./golden-layers.ts";

const wasmEngine = planBuild.createEngine({});

/** The case's layer between an embedding of its inputs and an identity. */
function openCase(given: LayerCase) {
  const [rows, steps, width] = [given.x.length, given.x[0].length, given.x[0][0].length];
  const cell = cellOf(given);
  const layer = given.bidirectional ? bidirectional(cell) : cell;
  const outputs = given.last[0].length;
  const ids = rows * steps + 1;
  const layers = [embedding(ids, width, { maskZero: true }), layer, dense(outputs)];
  const plan = { features: ids, layers };
  const [, { name }] = placeLayers(plan);
  const weights: Record<string, number[]> = {
    "embedding.embeddings": [...Array.from({ length: width }, () => 0), ...flat(given.x)],
    "dense.kernel": Array.from({ length: outputs ** 2 }, (_, i) => Number(i % (outputs + 1) === 0)),
    "dense.bias": Array.from({ length: outputs }, () => 0),
  };
  for (const [key, values] of Object.entries(given.weights))
    weights[`${name}.${key}`] = flat(values);
  const parameters = Object.fromEntries(
    parameterTable(plan).map(({ key, shape }) => [
      key,
      new Tensor(Float64Array.from(weights[key]), "float64", shape),
    ]),
  );
  const optimizer = sgd();
  const session = wasmEngine.open({
    plan,
    parameters,
    optimizer,
    optimizerState: {},
    batchSize: rows,
  });
  if (!isInspectable(session)) throw new Error("expected a session that shows its states");
  const tokens = Int32Array.from({ length: rows * steps }, (_, i) =>
    given.maskValues?.[Math.floor(i / steps)][i % steps] === 0 ? 0 : i + 1,
  );
  const data = session.load({ count: rows, steps, features: ids, tokens });
  return { session, data, rows, steps, width, outputs, name };
}

function largestDifference(found: ArrayLike<number>, wanted: readonly number[]): number {
  if (found.length !== wanted.length) return Infinity;
  return wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i])), 0);
}

describe.skipIf(goldenLayers === undefined)(
  "recurrent layers on the kernels give Keras's numbers within 1e-5",
  () => {
    test.each((goldenLayers?.layers ?? []).map((given, i) => [titleOf(given, i), given] as const))(
      "%s",
      (_, given) => {
        const { session, data, rows, steps, width, outputs, name } = openCase(given);
        const states = new Float64Array(rows * steps * outputs);
        session.states(data, 0, states);
        expect(largestDifference(states, flat(given.states))).toBeLessThan(1e-5);
        const logits = new Float64Array(rows * outputs);
        session.forward(
          data,
          Int32Array.from({ length: rows }, (_row, n) => n),
          logits,
        );
        expect(largestDifference(logits, flat(given.last))).toBeLessThan(1e-5);
        session.backward(Float64Array.from(flat(given.upstreamLast)));
        const gradients = session.gradients();
        const byInput = gradients["embedding.embeddings"].data.subarray(width);
        expect(largestDifference(byInput, flat(given.gradientsLast.x))).toBeLessThan(1e-5);
        for (const key of Object.keys(given.weights)) {
          const found = gradients[`${name}.${key}`].data;
          expect(largestDifference(found, flat(given.gradientsLast[key])), key).toBeLessThan(1e-5);
        }
      },
    );
  },
);
