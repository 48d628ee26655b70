import type { LayerFunctions } from "./layer-functions.ts";

/** What each layer was made with. A layer is data and cannot hold them. */
const functionsByLayer = new WeakMap<object, unknown>();

/**
 * The layer, frozen, with the functions of its kind bound to it. Since the functions come with what makes the
 * layer, a page brings those of the kinds that it uses and no others.
 */
export function bindFunctions<L extends object>(
  layer: L,
  functions: LayerFunctions<L>,
): Readonly<L> {
  functionsByLayer.set(layer, functions);
  return Object.freeze(layer);
}

/** The functions that were bound to a layer. @throws Error for an object that no such function made */
export function boundFunctions<L extends object>(layer: L): LayerFunctions<L> {
  const functions = functionsByLayer.get(layer);
  if (functions === undefined) throw new Error("Expected a layer made by a function of layers.");
  // They were bound to this very object.
  return functions as LayerFunctions<L>;
}
