import { type Layer, Sequential, type SequentialOptions } from "@rnn/model";
import type { Tensor } from "@rnn/tensor";
import { InteropError } from "./interop-error.ts";

/**
 * A network of layers that a file has.
 * @throws InteropError where they are none here; a RangeError or TypeError for wrong options
 */
export function makeSequential(
  caller: string,
  layers: readonly Layer[],
  options: SequentialOptions,
): Sequential {
  attempt(caller, "ERR_RNN_INTEROP_UNSUPPORTED", "layers that fit one after the other", () => {
    return new Sequential(layers);
  });
  return new Sequential(layers, options);
}

/**
 * Gives the network the weights that a file has.
 * @throws InteropError where they are not those of its layers
 */
export function setWeights(
  caller: string,
  network: Sequential,
  weights: Readonly<Record<string, Tensor<"float64">>>,
): void {
  attempt(caller, "ERR_RNN_INTEROP_LAYERS", "the weights of these layers", () => {
    network.setWeights(weights);
  });
}

function attempt(
  caller: string,
  code: InteropError["code"],
  expected: string,
  run: () => unknown,
): void {
  try {
    run();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new InteropError(code, `${caller}: expected ${expected}. ${message}`, { cause });
  }
}
