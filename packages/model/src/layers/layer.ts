import { type Bidirectional, bidirectionalFunctions, type Recurrent } from "./bidirectional.ts";
import { type Dense, denseFunctions } from "./dense.ts";
import { type Dropout, dropoutFunctions } from "./dropout.ts";
import { type Embedding, embeddingFunctions } from "./embedding.ts";
import {
  type GlobalAveragePooling1d,
  globalAveragePooling1dFunctions,
} from "./global-average-pooling-1d.ts";
import { type GlobalMaxPooling1d, globalMaxPooling1dFunctions } from "./global-max-pooling-1d.ts";
import { gruCell } from "./gru.ts";
import type { LayerFunctions } from "./layer-functions.ts";
import { lstmCell } from "./lstm.ts";
import { recurrentFunctions } from "./recurrent.ts";
import { simpleRnnCell } from "./simple-rnn.ts";

/** A layer of a plan: a plain frozen object, JSON as it is. */
export type Layer =
  | Embedding
  | Recurrent
  | Bidirectional
  | GlobalAveragePooling1d
  | GlobalMaxPooling1d
  | Dropout
  | Dense;

/** A kind's functions are only ever given layers of that kind. */
const functionsByKind: Readonly<Record<Layer["kind"], LayerFunctions<Layer>>> = {
  embedding: embeddingFunctions,
  simpleRnn: recurrentFunctions(simpleRnnCell),
  lstm: recurrentFunctions(lstmCell),
  gru: recurrentFunctions(gruCell),
  bidirectional: bidirectionalFunctions,
  globalAveragePooling1d: globalAveragePooling1dFunctions,
  globalMaxPooling1d: globalMaxPooling1dFunctions,
  dropout: dropoutFunctions,
  dense: denseFunctions,
};

/** The functions of a layer's kind. */
export function functionsOf({ kind }: Layer): LayerFunctions<Layer> {
  return functionsByKind[kind];
}
