import { type Dense, denseFunctions } from "./dense.ts";
import type { LayerFunctions } from "./layer-functions.ts";
import { recurrentFunctions } from "./recurrent.ts";
import { type SimpleRnn, simpleRnnCell } from "./simple-rnn.ts";

/** A layer of a plan: a plain frozen object, JSON as it is. */
export type Layer = SimpleRnn | Dense;

/** A kind's functions are only ever given layers of that kind. */
const functionsByKind: Readonly<Record<Layer["kind"], LayerFunctions<Layer>>> = {
  simpleRnn: recurrentFunctions(simpleRnnCell),
  dense: denseFunctions,
};

/** The functions of a layer's kind. */
export function functionsOf({ kind }: Layer): LayerFunctions<Layer> {
  return functionsByKind[kind];
}
