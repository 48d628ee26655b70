import { readGolden } from "@rnn/testing/golden-files";
import type { Recurrent } from "../src/layers/bidirectional.ts";
import { gru } from "../src/layers/gru.ts";
import { lstm } from "../src/layers/lstm.ts";
import { simpleRnn } from "../src/layers/simple-rnn.ts";

export type Matrix = number[][];
export type Values = number[] | Matrix;

/** Keras's numbers of a layer, in float64; batches come first, steps second. */
export interface LayerCase {
  cell: Recurrent["kind"];
  units: number;
  bidirectional: boolean;
  mask: string;
  options: { resetAfter?: boolean };
  x: Matrix[];
  maskValues: Matrix | null;
  weights: Record<string, Values>;
  states: Matrix[];
  upstreamStates: Matrix[];
  gradientsStates: { x: Matrix[] } & Record<string, Values | Matrix[]>;
  last: Matrix;
  upstreamLast: Matrix;
  gradientsLast: { x: Matrix[] } & Record<string, Values | Matrix[]>;
}

interface GoldenLayers {
  layers: LayerCase[];
  pooling: { x: Matrix[]; maskValues: Matrix; average: Matrix; max: Matrix }[];
}

/** The reference numbers, where they are. */
export const goldenLayers = readGolden("layers.json") as GoldenLayers | undefined;

/** The layer of a case, in one direction. */
export function cellOf({ cell, units, options }: LayerCase): Recurrent {
  if (cell === "lstm") return lstm(units);
  return cell === "gru" ? gru(units, options) : simpleRnn(units);
}

/** All numbers of nested lists. */
export const flat = (values: unknown): number[] =>
  Array.isArray(values) ? values.flatMap((value) => flat(value)) : [values as number];

/** A case's title. */
export function titleOf(given: LayerCase, index: number): string {
  const { cell, units, bidirectional, mask, options } = given;
  return (
    `${index}: ${units} ${cell}${bidirectional ? " in both directions" : ""}, mask ${mask}` +
    (options.resetAfter === false ? ", reset before" : "")
  );
}
