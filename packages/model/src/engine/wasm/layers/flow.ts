import type { Pieces } from "../../pieces.ts";
import type { Deal } from "./deal.ts";
import type { LayerKernels } from "./layer-kernels.ts";
import { type PlanMemory, rowStep, wholeBlocks, wholeVectors } from "./memory.ts";
import type { PlacedParameters } from "./placed-parameters.ts";
import type { WordBatch } from "./word-batch.ts";

/** What the layers of a session share. */
export interface Environment {
  readonly kernels: LayerKernels;
  /** Has the threads do what may be cut. What is not dealt, the caller's thread does alone. */
  readonly deal: Deal;
  readonly memory: PlanMemory;
  readonly parameters: PlacedParameters;
  /** The areas of the parameters and of their gradients. */
  readonly weights: number;
  readonly gradients: number;
  /** A row of zeros and the number one. */
  readonly zeros: number;
  readonly one: number;
  /** The words' ids, i32, one a word; placed with each batch. */
  ids: number;
  /** The steps of the batch: how many rows have a word at each, and the number of each one's first, i32. */
  live: number;
  starts: number;
  /** Whether the ids stand for one-hot vectors. */
  oneHot: boolean;
  /** Which of the distinct ids each word is, i32. */
  distinctIndex: number;
  /**
   * How many distinct ids there are, and the first that no pass before has had: where weights stay as they are,
   * a pass finds what was computed for those before it. Set to 0, the next pass computes all.
   */
  distinctCount: number;
  firstNew: number;
}

/**
 * What goes from layer to layer: a vector for each word of a batch, for each distinct id among them, or for
 * each row; and its error.
 */
export interface Flow {
  readonly of: "words" | "distinct" | "rows";
  /** Where each number of a vector is, in floats. */
  readonly columns: Int32Array;
  /** Floats of a vector, with those between and after that stay zeros. */
  readonly width: number;
  /** Bytes from a vector to the next. */
  readonly step: number;
  /** Where they are, and where their errors are. */
  values: number;
  errors: number;
}

/** A flow of vectors whose numbers are in the given columns. */
export function createFlow(of: Flow["of"], columns: Int32Array, width: number): Flow {
  return { of, columns, width, step: rowStep(wholeBlocks(width) * 4), values: 0, errors: 0 };
}

/** `parts` times `units` numbers, each part from a whole vector on: number j of part p. */
export function columnsOfParts(
  parts: number,
  units: number,
  pitch = wholeVectors(units),
): Int32Array {
  return Int32Array.from(
    { length: parts * units },
    (_, i) => Math.floor(i / units) * pitch + (i % units),
  );
}

/** 0, 1, 2, … */
export const inOrder = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);

/** A batch on its way through the layers. */
export interface Pass {
  readonly batch: WordBatch;
  readonly words: number;
  /** Which words' gates and states are kept: all, as a pass back reads them, or each row's last alone. */
  readonly keeps: "all" | "last";
  /** The random stream that layers draw from, in training alone: see assembly/layers/dropout.ts. */
  readonly stream: number | undefined;
}

/** A layer over the kernels. What gives no pieces is done when it returns. */
export interface Stage {
  /** Places its areas for batches of up to so many words and rows, and for what is kept of so many words. */
  place(words: number, rows: number, kept: number): void;
  forward(pass: Pass): Pieces | undefined;
  /** Adds to the gradients, and writes the errors of what it read. */
  backward(pass: Pass): Pieces | undefined;
}
