import { describe, expect, test } from "vitest";
import type { Batch } from "../src/layers/batch.ts";
import { bidirectional } from "../src/layers/bidirectional.ts";
import { globalAveragePooling1d } from "../src/layers/global-average-pooling-1d.ts";
import { globalMaxPooling1d } from "../src/layers/global-max-pooling-1d.ts";
import { functionsOf } from "../src/layers/layer.ts";
import type { LayerFunctions } from "../src/layers/layer-functions.ts";
import type { Arrays } from "../src/layers/parameter.ts";
import { VectorStore, Vectors } from "../src/layers/vectors.ts";
import { cellOf, flat, goldenLayers, type Matrix, titleOf, type Values } from "./golden-layers.ts";

const golden = goldenLayers;
const cases = golden?.layers ?? [];

/** Vectors of numbers `[rows, steps, width]`. */
function vectorsOf(values: Matrix[]): Vectors {
  const vectors = new Vectors(values[0].length, values.length, values[0][0].length);
  values.forEach((row, n) => row.forEach((vector, t) => vectors.at(t, n).set(vector)));
  return vectors;
}

const valuesOf = (vectors: Vectors): Matrix[] =>
  Array.from({ length: vectors.rows }, (_, n) =>
    Array.from({ length: vectors.steps }, (_step, t) => [...vectors.at(t, n)]),
  );

function batchOf(x: Matrix[], mask: Matrix | null): Batch {
  const [rows, steps] = [x.length, x[0].length];
  const flags = Uint8Array.from({ length: rows * steps }, (_, i) =>
    mask === null ? 1 : mask[i % rows][Math.floor(i / rows)],
  );
  return { rows, steps, lengths: undefined, mask: mask === null ? undefined : flags };
}

const arraysOf = (values: Record<string, Values>): Arrays =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Float64Array.from(flat(value))]),
  );

/** Output, and the errors of input and weights for an error of the output. */
function run<L>(
  functions: LayerFunctions<L>,
  layer: L,
  given: { x: Matrix[]; mask: Matrix | null; weights: Arrays; upstream: Matrix[] },
) {
  const batch = batchOf(given.x, given.mask);
  const input = vectorsOf(given.x);
  const outputError = vectorsOf(given.upstream);
  const output = new Vectors(outputError.steps, batch.rows, outputError.width);
  const inputError = new Vectors(batch.steps, batch.rows, input.width);
  const gradients: Arrays = Object.fromEntries(
    Object.entries(given.weights).map(([name, { length }]) => [name, new Float64Array(length)]),
  );
  const pass = {
    batch,
    input,
    output,
    everyStep: outputError.steps > 1,
    weights: given.weights,
    store: new VectorStore(),
    random: undefined,
  };
  functions.forward(layer, pass);
  const stateErrors = undefined;
  functions.backward(layer, { ...pass, outputError, inputError, gradients, stateErrors });
  return { output: valuesOf(output), x: valuesOf(inputError), gradients };
}

/** The largest difference of two numbers in the same place; NaN where there are not as many. */
function difference(found: unknown, expected: unknown): number {
  const [a, b] = [flat(found), flat(expected)];
  if (a.length !== b.length) return Number.NaN;
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

const names = cases.map(titleOf);

describe.skipIf(golden === undefined)("the layers give Keras's numbers within 1e-10", () => {
  test.each(names)("%s", (name) => {
    const one = cases[names.indexOf(name)];
    const cell = cellOf(one);
    const layer = one.bidirectional ? bidirectional(cell) : cell;
    const common = { x: one.x, mask: one.maskValues, weights: arraysOf(one.weights) };
    for (const [upstream, output, gradients] of [
      [one.upstreamStates, one.states, one.gradientsStates],
      [one.upstreamLast.map((row) => [row]), one.last, one.gradientsLast],
    ] as const) {
      const found = run(functionsOf(layer), layer, { ...common, upstream });
      expect(difference(found.output, output)).toBeLessThan(1e-10);
      expect(difference(found.x, gradients.x)).toBeLessThan(1e-10);
      for (const [key, gradient] of Object.entries(found.gradients)) {
        expect(difference([...gradient], gradients[key])).toBeLessThan(1e-10);
      }
    }
  });

  test("there are all 37 of them, and pooling", () => {
    expect(cases.length).toBe(37);
    expect(golden?.pooling.length).toBe(1);
  });

  test.each(golden?.pooling ?? [])("pooling over the steps that are not masked", (one) => {
    for (const [layer, expected] of [
      [globalAveragePooling1d(), one.average],
      [globalMaxPooling1d(), one.max],
    ] as const) {
      const upstream = expected.map((row) => [row.map(() => 1)]);
      const given = { x: one.x, mask: one.maskValues, weights: {}, upstream };
      expect(difference(run(functionsOf(layer), layer, given).output, expected)).toBeLessThan(
        1e-15,
      );
    }
  });
});
