/**
 * The passes of a recurrent layer, the same for every cell: the loop over time, the states, masks and
 * truncation. A masked step hands the state on. State s + 1 follows the input that is read as number s.
 */
import type { BackwardStep, Cell, ForwardStep } from "./cell.ts";
import type { BackwardPass, Batch, ForwardPass, LayerFunctions } from "./layer-functions.ts";

/** What the time loop must know of a layer, whatever its cell. */
export interface RecurrentLayer {
  readonly units: number;
  readonly bpttSteps: number | null;
}

/** In which order the steps are read. */
export type Direction = "forward" | "backward";

/** The functions of a layer of such cells. */
export function recurrentFunctions<L extends RecurrentLayer>(cell: Cell<L>): LayerFunctions<L> {
  return {
    reads: "steps",
    gives: "stepsOrLast",
    causal: true,
    parameters: (layer, inputWidth) => cell.parameters(layer, inputWidth),
    outputWidth: ({ units }) => units,
    forward: (layer, pass) => runForward(cell, layer, pass),
    backward: (layer, pass) => runBackward(cell, layer, pass),
  };
}

/** Runs all steps and writes the states, or the last, to the output. */
export function runForward<L extends RecurrentLayer>(
  cell: Cell<L>,
  layer: L,
  pass: ForwardPass,
  direction: Direction = "forward",
): void {
  const { batch, input, output, everyStep, weights, store } = pass;
  const { rows, steps } = batch;
  const states = store.get("states", steps + 1, rows, cell.stateWidth(layer));
  const kept = store.get("kept", steps, rows, cell.keptWidth(layer));
  for (let n = 0; n < rows; n++) states.at(0, n).fill(0);
  for (let s = 0; s < steps; s++) {
    const t = stepOf(s, steps, direction);
    for (let n = 0; n < rows; n++) {
      const before = states.at(s, n);
      const after = states.at(s + 1, n);
      if (isMasked(batch, t, n)) {
        after.set(before);
      } else {
        const step: ForwardStep = { x: input.at(t, n), before, after, kept: kept.at(s, n) };
        cell.forward(layer, step, weights);
      }
      if (everyStep) copyStart(output.at(t, n), after);
    }
  }
  if (everyStep) return;
  for (let n = 0; n < rows; n++) copyStart(output.at(0, n), states.at(steps, n));
}

/** Carries the error back through the steps, of each row through its last `bpttSteps` that count. */
export function runBackward<L extends RecurrentLayer>(
  cell: Cell<L>,
  layer: L,
  pass: BackwardPass,
  direction: Direction = "forward",
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
  for (let n = 0; n < rows; n++) {
    errors.at(0, n).fill(0);
    if (!everyStep) addStart(errors.at(0, n), outputError.at(0, n));
  }
  for (let s = steps - 1; s >= 0; s--) {
    const t = stepOf(s, steps, direction);
    for (let n = 0; n < rows; n++) {
      const error = errors.at(carried[n] & 1, n);
      if (everyStep) addStart(error, outputError.at(t, n));
      if (isMasked(batch, t, n) || carried[n] >= most) continue;
      carried[n]++;
      const errorBefore = errors.at(carried[n] & 1, n);
      errorBefore.fill(0);
      const step: BackwardStep = {
        x: input.at(t, n),
        before: states.at(s, n),
        after: states.at(s + 1, n),
        kept: kept.at(s, n),
        error,
        errorBefore,
        errorX: inputError?.at(t, n),
        sumErrors,
      };
      cell.backward(layer, step, weights, gradients);
    }
  }
}

/** The time step that is read as number `s`. */
function stepOf(s: number, steps: number, direction: Direction): number {
  return direction === "forward" ? s : steps - 1 - s;
}

function isMasked({ mask, rows }: Batch, t: number, n: number): boolean {
  return mask !== undefined && mask[t * rows + n] === 0;
}

/** out = the first numbers of a state, which are h. */
function copyStart(out: Float64Array, state: Float64Array): void {
  for (let j = 0; j < out.length; j++) out[j] = state[j];
}

function addStart(state: Float64Array, error: Float64Array): void {
  for (let j = 0; j < error.length; j++) state[j] += error[j];
}
