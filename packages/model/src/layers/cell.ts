/**
 * A cell is one step of a recurrent layer for one row, forward and backward. It knows no time: the loop
 * over steps, truncation, masks and directions are in recurrent.ts, for all cells.
 */
import type { InputVector } from "./linear.ts";
import type { Arrays, Parameter } from "./parameter.ts";

/** What a cell reads and writes in a step forward. */
export interface ForwardStep {
  /** The input x[t]. */
  readonly x: InputVector;
  /** The state of the step before, to read. Its first `units` numbers are h. */
  readonly before: Float64Array;
  /** The state of this step, to write. */
  readonly after: Float64Array;
  /** What the step back needs besides the states, to write. */
  readonly kept: Float64Array;
}

/** What it reads and writes in a step back; `kept` is what the step forward wrote. */
export interface BackwardStep extends ForwardStep {
  /** ∂L/∂after, to read. */
  readonly error: Float64Array;
  /** ∂L/∂before, to add to. */
  readonly errorBefore: Float64Array;
  /** ∂L/∂x, to add to; undefined where nobody asks for it. */
  readonly errorX: Float64Array | undefined;
  /** Room for ∂L by the sums x W + h U + b, to write over. */
  readonly sumErrors: Float64Array;
}

/** A kind of recurrent cell. */
export interface Cell<L, Name extends string = string> {
  parameters(layer: L, inputWidth: number): readonly (Parameter & { readonly name: Name })[];
  /** How many numbers a row carries from step to step. */
  stateWidth(layer: L): number;
  /** How many numbers `kept` has. */
  keptWidth(layer: L): number;
  /** How many numbers `sumErrors` has. */
  sumWidth(layer: L): number;
  forward(layer: L, step: ForwardStep, weights: Arrays<Name>): void;
  /** Adds to the gradients of the parameters and to the errors of what the step read. */
  backward(layer: L, step: BackwardStep, weights: Arrays<Name>, gradients: Arrays<Name>): void;
}
