/** What every kind of layer is: how it is shaped, and its passes over a batch. */
import type { RandomStream } from "@rnn/tensor/random-stream";
import type { Batch } from "./batch.ts";
import type { Arrays, Parameter } from "./parameter.ts";
import type { InputVectors, VectorStore, Vectors } from "./vectors.ts";

/** What a layer is given for a forward pass. */
export interface ForwardPass<Name extends string = string> {
  readonly batch: Batch;
  /** What it reads: a vector for each step, or for step 0 alone where it reads one vector a row. */
  readonly input: InputVectors;
  /** To write: a vector for each step that a row has, or for step 0 alone where it ends in one vector a row. */
  readonly output: Vectors;
  /** Whether `output` has a vector for each step. */
  readonly everyStep: boolean;
  readonly weights: Arrays<Name>;
  /** The layer's own vectors, which last until the backward pass. */
  readonly store: VectorStore;
  /** Draws what is drawn in training alone; undefined elsewhere. */
  readonly random: RandomStream | undefined;
}

/** What it is given for the backward pass that follows. */
export interface BackwardPass<Name extends string = string> extends ForwardPass<Name> {
  /** ∂L/∂output, to read. */
  readonly outputError: Vectors;
  /** ∂L/∂input, zeros to add to; undefined where nobody asks for it. */
  readonly inputError: Vectors | undefined;
  /** To add to. */
  readonly gradients: Arrays<Name>;
  /**
   * For a recurrent layer to write: ∂L/∂h after each step, by all that follows from it. Undefined where
   * nobody asks for it.
   */
  readonly stateErrors: Vectors | undefined;
}

/** A kind of layer: float64 functions, without a memory of their own. */
export interface LayerFunctions<L, Name extends string = string> {
  /** What it reads and hands on: a vector a step, or one a row; `either` hands on what it reads. */
  readonly reads: "tokens" | "steps" | "vector" | "either";
  readonly gives: "steps" | "vector" | "either" | "stepsOrLast";
  /** Whether what it hands on for a step depends on that step and those before alone. */
  readonly causal: boolean;
  /** Whether it draws random numbers in training. */
  readonly draws?: boolean;
  parameters(layer: L, inputWidth: number): readonly (Parameter & { readonly name: Name })[];
  /** How many numbers a vector has that it hands on. */
  outputWidth(layer: L, inputWidth: number): number;
  /** The mask that it makes for the layers after it, `[steps, rows]`, of what it reads. */
  makeMask?(layer: L, batch: Batch, input: InputVectors): Uint8Array | undefined;
  forward(layer: L, pass: ForwardPass<Name>): void;
  backward(layer: L, pass: BackwardPass<Name>): void;
}
