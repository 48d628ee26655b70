import { describeValue } from "@rnn/tensor/checks";
import { functionsOf, type Layer } from "../layers/layer.ts";
import { readLayers } from "../layers/read-layer.ts";
import { placeLayers } from "./plan.ts";

/**
 * Copies of the layers of a network, which fit one after the other.
 * @throws TypeError, RangeError where one is not a layer, or does not read what the one before it gives
 */
export function checkLayers(caller: string, given: unknown): readonly Layer[] {
  if (!Array.isArray(given)) {
    throw new TypeError(
      `${caller}: expected a list of layers, got ${describeValue(given)}. Give [lstm(8), dense(1)].`,
    );
  }
  const layers = readLayers(given, `${caller}: `);
  checkLast(caller, layers);
  placeLayers({ layers, features: 1 }).forEach(({ layer, readsSteps }, index) => {
    const { reads } = functionsOf(layer);
    const at = `${layer.kind} (layers[${index}])`;
    const before = `${layers[index - 1]?.kind ?? "the input"}${index > 0 ? ` (layers[${index - 1}])` : ""}`;
    if (reads === "tokens" && index > 0) {
      throw new RangeError(
        `${caller}: expected ${at} to be the first layer, since it reads ids, got it after ${before}. Move it to the front.`,
      );
    }
    if (reads === "vector" && readsSteps) {
      throw new RangeError(
        `${caller}: expected one vector a sequence for ${at}, got one a step from ${before}. ` +
          "Put a recurrent layer, globalAveragePooling1d() or globalMaxPooling1d() before it.",
      );
    }
    if (reads === "steps" && !readsSteps) {
      throw new RangeError(
        `${caller}: expected a vector a step for ${at}, got one a sequence from ${before}. ` +
          "Put recurrent layers and pooling before the first dense, and nothing but dense and dropout after pooling.",
      );
    }
  });
  return Object.freeze(layers);
}

/** @throws RangeError where an embedding has another number of ids than its network has features */
export function checkFeatures(caller: string, [first]: readonly Layer[], features: number): void {
  if (first.kind !== "embedding" || first.inputDim === features) return;
  throw new RangeError(
    `${caller}: expected ${first.inputDim} features, the inputDim of embedding, got ${features}.`,
  );
}

function checkLast(caller: string, layers: readonly Layer[]): void {
  const last = layers.at(-1);
  if (last?.kind === "dense") return;
  const got = last ? `${last.kind} (layers[${layers.length - 1}])` : "no layers";
  throw new RangeError(
    `${caller}: expected dense as the last layer, got ${got}. ` +
      "End with dense(1) for two classes, or dense(K) for K.",
  );
}
