import { checkNumber } from "@rnn/tensor/checks";
import { isMasked, lengthOf } from "./batch.ts";
import { bindFunctions } from "./bind-functions.ts";
import type { BackwardPass, ForwardPass, LayerFunctions } from "./layer-functions.ts";
import type { InputVector } from "./linear.ts";

/** Dropout, as a plan holds it. */
export interface Dropout {
  readonly kind: "dropout";
  /** The share of numbers that training sets to 0. */
  readonly rate: number;
}

/**
 * In training, sets each number to 0 with probability `rate` and divides the others by 1 - rate; elsewhere
 * hands on what it reads. Of a step that is masked nothing is dropped. What is dropped in a batch follows from the network's seed, the number of epochs
 * trained before and the batch, so that a run that is resumed drops the same.
 *
 * @param rate from 0 to below 1
 * @throws RangeError, TypeError for another rate
 *
 * @example
 * ```ts
 * dropout(0.5).rate; // => 0.5
 * ```
 *
 * Python twin: `keras.layers.Dropout(rate)`, whose numbers come from another generator. Srivastava et al.,
 * "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", 2014.
 */
export function dropout(rate: number): Dropout {
  checkNumber("dropout", "rate", rate, 0);
  if (rate >= 1) {
    throw new RangeError(
      `dropout: expected rate to be below 1, got ${rate}. It is the share that is dropped.`,
    );
  }
  return bindFunctions({ kind: "dropout", rate }, dropoutFunctions);
}

/** y = x m / (1 - rate), with m 0 at a share `rate` of the places and 1 elsewhere; y = x outside training. */
function forward({ rate }: Dropout, pass: ForwardPass): void {
  const { batch, input, output, everyStep, store, random } = pass;
  const factors = store.get("factors", stepsOf(pass), batch.rows, output.width);
  forEachVector(pass, (t, n) => {
    const factor = factors.at(t, n).fill(1);
    // Nothing is drawn for a masked step, so that padding changes nothing.
    if (random !== undefined && !(everyStep && isMasked(batch, t, n))) {
      for (let j = 0; j < factor.length; j++) {
        factor[j] = random.randomSample() < rate ? 0 : 1 / (1 - rate);
      }
    }
    writeProduct(output.at(t, n), input.at(t, n), factor);
  });
}

/** ∂x += ∂y m / (1 - rate) */
function backward(_: Dropout, pass: BackwardPass): void {
  const { batch, output, store, outputError, inputError } = pass;
  if (inputError === undefined) return;
  const factors = store.get("factors", stepsOf(pass), batch.rows, output.width);
  forEachVector(pass, (t, n) => {
    const factor = factors.at(t, n);
    const error = outputError.at(t, n);
    const errorX = inputError.at(t, n);
    for (let j = 0; j < errorX.length; j++) errorX[j] += error[j] * factor[j];
  });
}

function writeProduct(out: Float64Array, x: InputVector, factor: Float64Array): void {
  if (typeof x === "number") {
    out.fill(0);
    out[x] = factor[x];
  } else {
    for (let j = 0; j < out.length; j++) out[j] = x[j] * factor[j];
  }
}

function stepsOf({ everyStep, batch }: ForwardPass): number {
  return everyStep ? batch.steps : 1;
}

/** Row by row, step by step. */
function forEachVector(pass: ForwardPass, use: (step: number, row: number) => void): void {
  const { batch, everyStep } = pass;
  const steps = stepsOf(pass);
  for (let n = 0; n < batch.rows; n++) {
    const length = everyStep ? lengthOf(batch, n) : steps;
    for (let t = 0; t < length; t++) use(t, n);
  }
}

/** The functions of dropout. */
const dropoutFunctions: LayerFunctions<Dropout> = {
  reads: "either",
  gives: "either",
  causal: true,
  draws: true,
  parameters: () => [],
  outputWidth: (_, inputWidth) => inputWidth,
  forward,
  backward,
};
