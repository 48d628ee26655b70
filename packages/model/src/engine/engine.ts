/**
 * The seam between a network and the arithmetic that runs it. A network knows its parameters by name,
 * asks for logits, and hands back the derivative of the loss by each logit; which cell turns one into the
 * other, in which precision and memory, is the engine's. Nothing here assumes the simple tanh cell.
 */
import type { Tensor } from "@rnn/tensor";
import type { Sequences } from "../network/sequences.ts";

/** Trained tensors by name. */
export type Parameters<Name extends string = string> = Readonly<Record<Name, Tensor>>;

/** What an engine must know before it runs. */
export interface SessionOptions {
  /** The most rows of one `forward` call that `backward` follows. */
  readonly batchSize: number;
  /** How many of the last time steps the error is carried back through. */
  readonly bpttSteps: number;
  /** Whether the recurrent error is carried by the transpose of the weights, or as the chapter prints it. */
  readonly recurrentGradient: "exact" | "chapter";
}

/** A way to run networks. */
export interface Engine<Name extends string = string> {
  /** A session that starts from a copy of `parameters`. */
  open(parameters: Parameters<Name>, options: SessionOptions): EngineSession<Name>;
}

/** One network in an engine's own memory. Dropping the last reference frees it. */
export interface EngineSession<Name extends string = string> {
  /** Lays sequences out as this session reads them. Held by the caller, used only with this session. */
  load(sequences: Sequences): EngineData;
  /**
   * Runs the rows of a batch and writes the logit of each to `logits`. The states that `backward` needs
   * stay until the next `forward`.
   */
  forward(data: EngineData, rows: Int32Array, logits: Float64Array): void;
  /** The gradient of the loss from `errors`, the loss's derivative by each logit of the last `forward`. */
  backward(errors: Float64Array): void;
  /** One step of gradient descent along the last `backward`: parameter -= learningRate * gradient. */
  update(learningRate: number): void;
  /** Ends the threads that `update` may have started. What the session knows stays readable. */
  close?(): void;
  /**
   * Runs the next group of all sequences, keeping no states, and writes the logit of each at its place in
   * `into`. A group is a few milliseconds of work, of sequences that the engine chooses; whoever calls may
   * do other things between two. Forgets the states of the last `forward`.
   * @param start 0 for the first group, then what the last call returned
   * @param into as long as there are sequences
   * @returns where the next group starts; `data.count` when all have run
   */
  logits(data: EngineData, start: number, into: Float64Array): number;
  /** Copies of the parameters as they are now. */
  parameters(): Parameters<Name>;
  /** Copies of the last gradients, under the parameters' names. */
  gradients(): Parameters<Name>;
}

/** Sequences as a session has laid them out. */
export interface EngineData {
  /** How many sequences. */
  readonly count: number;
}
