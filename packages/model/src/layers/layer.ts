import type { Bidirectional, Recurrent } from "./bidirectional.ts";
import { boundFunctions } from "./bind-functions.ts";
import type { Dense } from "./dense.ts";
import type { Dropout } from "./dropout.ts";
import type { Embedding } from "./embedding.ts";
import type { GlobalAveragePooling1d } from "./global-average-pooling-1d.ts";
import type { GlobalMaxPooling1d } from "./global-max-pooling-1d.ts";
import type { LayerFunctions } from "./layer-functions.ts";

/** A layer of a plan: a plain frozen object, JSON as it is. */
export type Layer =
  | Embedding
  | Recurrent
  | Bidirectional
  | GlobalAveragePooling1d
  | GlobalMaxPooling1d
  | Dropout
  | Dense;

/** The functions of a layer's kind. */
export function functionsOf(layer: Layer): LayerFunctions<Layer> {
  return boundFunctions(layer);
}
