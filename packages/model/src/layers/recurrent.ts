/**
 * The passes of a recurrent layer, the same for every cell: the loop over time, the states, masks,
 * directions, rows of different lengths and truncation. A masked step hands the state on.
 *
 * There is a state between each two steps: forward, a step t leads from state t to state t + 1; backward,
 * from state t + 1 to state t. A row begins with zeros at the end that it is read from.
 */
import { isMasked, lengthOf } from "./batch.ts";
import type { BackwardStep, Cell, ForwardStep } from "./cell.ts";
import type { BackwardPass, ForwardPass, LayerFunctions } from "./layer-functions.ts";

/** What the time loop must know of a layer, whatever its cell. */
export interface RecurrentLayer {
  readonly units: number;
  readonly bpttSteps: number | null;
}

/** How a layer is read. */
export interface Reading {
  /** Which step is read first. */
  readonly direction: "forward" | "backward";
  /** Whether what is handed on for a masked step is zeros, not the state. */
  readonly zeroMasked: boolean;
}

const inOrder: Reading = { direction: "forward", zeroMasked: false };

/** The functions of a layer of such cells. */
export function recurrentFunctions<L extends RecurrentLayer, Name extends string>(
  cell: Cell<L, Name>,
): LayerFunctions<L, Name> {
  return {
    reads: "steps",
    gives: "stepsOrLast",
    causal: true,
    parameters: (layer, inputWidth) => cell.parameters(layer, inputWidth),
    outputWidth: ({ units }) => units,
    forward: (layer, pass) => runForward(cell, layer, pass, inOrder),
    backward: (layer, pass) => runBackward(cell, layer, pass, inOrder),
  };
}

/** Runs all steps and writes the states, or the last, to the output. */
export function runForward<L, Name extends string>(
  cell: Cell<L, Name>,
  layer: L,
  pass: ForwardPass<Name>,
  { direction, zeroMasked }: Reading,
): void {
  const { batch, input, output, everyStep, weights, store } = pass;
  const { rows, steps } = batch;
  const states = store.get("states", steps + 1, rows, cell.stateWidth(layer));
  const kept = store.get("kept", steps, rows, cell.keptWidth(layer));
  const isForward = direction === "forward";
  for (let n = 0; n < rows; n++) states.at(isForward ? 0 : lengthOf(batch, n), n).fill(0);
  for (let s = 0; s < steps; s++) {
    const t = isForward ? s : steps - 1 - s;
    for (let n = 0; n < rows; n++) {
      if (t >= lengthOf(batch, n)) continue;
      const before = states.at(isForward ? t : t + 1, n);
      const after = states.at(isForward ? t + 1 : t, n);
      const masked = isMasked(batch, t, n);
      if (masked) {
        after.set(before);
      } else {
        const step: ForwardStep = { x: input.at(t, n), before, after, kept: kept.at(t, n) };
        cell.forward(layer, step, weights);
      }
      if (everyStep && masked && zeroMasked) output.at(t, n).fill(0);
      else if (everyStep) copyStart(output.at(t, n), after);
    }
  }
  if (everyStep) return;
  for (let n = 0; n < rows; n++) {
    copyStart(output.at(0, n), states.at(isForward ? lengthOf(batch, n) : 0, n));
  }
}

/** Carries the error back through the steps, of each row through the last `bpttSteps` read that count. */
export function runBackward<L extends RecurrentLayer, Name extends string>(
  cell: Cell<L, Name>,
  layer: L,
  pass: BackwardPass<Name>,
  { direction, zeroMasked }: Reading,
): void {
  const { batch, input, everyStep, weights, gradients, store, outputError, inputError } = pass;
  const { rows, steps } = batch;
  const stateWidth = cell.stateWidth(layer);
  const states = store.get("states", steps + 1, rows, stateWidth);
  const kept = store.get("kept", steps, rows, cell.keptWidth(layer));
  // The error of a row's state and of the state before take turns: how often says which is which.
  const errors = store.get("errors", 2, rows, stateWidth);
  const sumErrors = store.get("sumErrors", 1, 1, cell.sumWidth(layer)).at(0, 0);
  const carried = new Int32Array(rows);
  const most = layer.bpttSteps ?? steps;
  const isForward = direction === "forward";
  for (let n = 0; n < rows; n++) {
    errors.at(0, n).fill(0);
    if (!everyStep) addStart(errors.at(0, n), outputError.at(0, n));
  }
  for (let s = 0; s < steps; s++) {
    const t = isForward ? steps - 1 - s : s;
    for (let n = 0; n < rows; n++) {
      if (t >= lengthOf(batch, n)) continue;
      const error = errors.at(carried[n] & 1, n);
      const masked = isMasked(batch, t, n);
      if (everyStep && !(masked && zeroMasked)) addStart(error, outputError.at(t, n));
      if (masked) continue;
      if (pass.stateErrors) copyStart(pass.stateErrors.at(t, n), error);
      if (carried[n] === most) {
        error.fill(0);
        continue;
      }
      carried[n]++;
      const errorBefore = errors.at(carried[n] & 1, n);
      errorBefore.fill(0);
      const step: BackwardStep = {
        x: input.at(t, n),
        before: states.at(isForward ? t : t + 1, n),
        after: states.at(isForward ? t + 1 : t, n),
        kept: kept.at(t, n),
        error,
        errorBefore,
        errorX: inputError?.at(t, n),
        sumErrors,
      };
      cell.backward(layer, step, weights, gradients);
    }
  }
}

/** out = the first numbers of a state, which are h. */
function copyStart(out: Float64Array, state: Float64Array): void {
  for (let j = 0; j < out.length; j++) out[j] = state[j];
}

function addStart(state: Float64Array, error: Float64Array): void {
  for (let j = 0; j < error.length; j++) state[j] += error[j];
}
