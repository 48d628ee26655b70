/**
 * The seam between a network and the arithmetic that runs it. A network gives a plan and its parameters,
 * asks for logits, and hands back the derivative of the loss by each logit; how one turns into the other,
 * in which precision and memory, is the engine's. Nothing here knows a cell.
 */
import type { Parameters } from "../network/parameter-table.ts";
import type { Plan } from "../network/plan.ts";
import type { Sequences } from "../network/sequences.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { Pieces } from "./pieces.ts";

/** What a session starts from. */
export interface SessionOptions {
  readonly plan: Plan;
  /** By the names of the plan's parameter table; copied. */
  readonly parameters: Parameters;
  /** What `update` takes a step of. */
  readonly optimizer: Optimizer;
  /** What the optimizer remembers, as `optimizerState` of an earlier session gave it; `{}` at first. */
  readonly optimizerState: Parameters;
  /** The most rows of one `forward` call that `backward` follows. */
  readonly batchSize: number;
}

/** A way to run networks. */
export interface Engine {
  open(options: SessionOptions): EngineSession;
}

/** One network in an engine's own memory. Dropping the last reference frees it. */
export interface EngineSession {
  /** Lays sequences out as this session reads them. Held by the caller, used only with this session. */
  load(sequences: Sequences): EngineData;
  /**
   * Runs the rows of a batch and writes their logits to `logits`, `[rows, outputs]`. What `backward` needs
   * stays until the next `forward`.
   * @param noise given in training: the seed of what layers draw for this batch
   */
  forward(
    data: EngineData,
    rows: Int32Array,
    logits: Float64Array,
    noise?: readonly number[],
  ): void;
  /**
   * The gradient of the loss from `errors`, the loss's derivative by each logit of the last `forward`,
   * `[rows, outputs]`.
   */
  backward(errors: Float64Array): void;
  /**
   * `forward` and `backward` in pieces, where an engine has them: whoever calls may do other things between
   * two, but use the session. The results are the same to the bit.
   */
  forwardInPieces?(
    data: EngineData,
    rows: Int32Array,
    logits: Float64Array,
    noise?: readonly number[],
  ): Pieces;
  backwardInPieces?(errors: Float64Array): Pieces;
  /** One step of the optimizer along the last `backward`. */
  update(): void;
  /**
   * Exchanges the parameters and their averages, where the optimizer keeps some: until the next call, what is predicted
   * and what `parameters` gives is by these, and there is no `update`. Other sessions do without.
   */
  exchangeAverages?(): void;
  /** Ends the threads that the session may have started. What it knows stays readable. */
  close?(): void;
  /**
   * Runs the next group of all sequences, keeping no states, and writes their logits at their places in
   * `into`. A group is a few milliseconds of work, of sequences that the engine chooses; whoever calls may
   * do other things between two. Forgets the states of the last `forward`.
   * @param start 0 for the first group, then what the last call returned
   * @param into `[sequences, outputs]`
   * @returns where the next group starts; `data.count` when all have run
   */
  logits(data: EngineData, start: number, into: Float64Array): number;
  /**
   * The same, of the logits that each sequence would have if it ended at each step: `into` is
   * `[sequences, steps, outputs]`. Its last steps are what `logits` gives, to the bit.
   */
  logitsPerStep(data: EngineData, start: number, into: Float64Array): number;
  /** Copies of the parameters as they are now. */
  parameters(): Parameters;
  /** Copies of the last gradients, under the parameters' names. */
  gradients(): Parameters;
  /** Copies of what the optimizer remembers from step to step; no tensors where it remembers nothing. */
  optimizerState(): Parameters;
}

/** A session that shows its last recurrent layer: what it hands on for every step, and the errors of that. */
export interface InspectableSession extends EngineSession {
  /**
   * @param stateErrors where given, the loss's derivative by each output of the last recurrent layer is
   *   written there, `[rows, steps, width]`, with all that follows from it at later steps
   */
  backward(errors: Float64Array, stateErrors?: Float64Array): void;
  /**
   * The outputs of the last recurrent layer at every step, in groups as `logits`: `into` is
   * `[sequences, steps, width]`. Of a sequence that has ended, what masked padding would have.
   */
  states(data: EngineData, start: number, into: Float64Array): number;
}

/** Whether a session shows its last recurrent layer. */
export function isInspectable(session: EngineSession): session is InspectableSession {
  return "states" in session;
}

/** Sequences as a session has laid them out. */
export interface EngineData {
  /** How many sequences. */
  readonly count: number;
}
