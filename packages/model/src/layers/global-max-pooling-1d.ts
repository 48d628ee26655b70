import { isMasked, lengthOf } from "./batch.ts";
import { bindFunctions } from "./bind-functions.ts";
import { checkLayerOptions } from "./check-layer.ts";
import type { BackwardPass, ForwardPass, LayerFunctions } from "./layer-functions.ts";

/** Maximum pooling, as a plan holds it. */
export interface GlobalMaxPooling1d {
  readonly kind: "globalMaxPooling1d";
  /** Whether masked steps count too. */
  readonly ignoreMask: boolean;
}

/**
 * The largest of a sequence's numbers in each place of its vectors, over the steps that are not masked:
 * v[j] = max x[t][j]. A sequence without any such step gives zeros.
 *
 * @param options.ignoreMask whether masked steps count too; default false
 *
 * @example
 * ```ts
 * globalMaxPooling1d().ignoreMask; // => false
 * ```
 *
 * Python twin: `keras.layers.GlobalMaxPooling1D()`, which ignores masks: `ignoreMask: true`.
 */
export function globalMaxPooling1d(options: { ignoreMask?: boolean } = {}): GlobalMaxPooling1d {
  checkLayerOptions("globalMaxPooling1d", options, { ignoreMask: "boolean" });
  const { ignoreMask = false } = options;
  return bindFunctions({ kind: "globalMaxPooling1d", ignoreMask }, globalMaxPooling1dFunctions);
}

/** v[j] = max x[t][j] */
function forward({ ignoreMask }: GlobalMaxPooling1d, pass: ForwardPass): void {
  const { batch, input, output, store } = pass;
  const steps = store.get("steps", 1, batch.rows, output.width);
  for (let n = 0; n < batch.rows; n++) {
    const largest = output.at(0, n).fill(0);
    const from = steps.at(0, n).fill(-1);
    const length = lengthOf(batch, n);
    for (let t = 0; t < length; t++) {
      if (!ignoreMask && isMasked(batch, t, n)) continue;
      const x = input.at(t, n);
      for (let j = 0; j < largest.length; j++) {
        const value = typeof x === "number" ? Number(x === j) : x[j];
        if (from[j] >= 0 && !(value > largest[j])) continue;
        largest[j] = value;
        from[j] = t;
      }
    }
  }
}

/** ∂x[t][j] += ∂v[j] for the t of the maximum, the first where several are equal. */
function backward(_: GlobalMaxPooling1d, pass: BackwardPass): void {
  const { batch, output, store, outputError, inputError } = pass;
  if (inputError === undefined) return;
  const steps = store.get("steps", 1, batch.rows, output.width);
  for (let n = 0; n < batch.rows; n++) {
    const from = steps.at(0, n);
    const error = outputError.at(0, n);
    for (let j = 0; j < error.length; j++) {
      if (from[j] >= 0) inputError.at(from[j], n)[j] += error[j];
    }
  }
}

/** The functions of maximum pooling. */
const globalMaxPooling1dFunctions: LayerFunctions<GlobalMaxPooling1d> = {
  reads: "steps",
  gives: "vector",
  causal: false,
  parameters: () => [],
  outputWidth: (_, inputWidth) => inputWidth,
  forward,
  backward,
};
