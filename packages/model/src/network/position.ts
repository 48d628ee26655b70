import type { RandomStateSnapshot } from "@rnn/tensor";
import { RandomStream } from "@rnn/tensor/random-stream";

/** How far a run has come: all that its next batch depends on, besides weights and data. */
export interface Position {
  /** Whole epochs that are done. */
  readonly epoch: number;
  /** Batches of the next epoch that are done. */
  readonly batch: number;
  /** The sum of their losses. */
  readonly lossSum: number;
  /** The time they took. */
  readonly trainingMs: number;
  /** The random state that the next epoch's order is drawn from. */
  readonly random: RandomStateSnapshot;
}

/** The start of a run whose order of batches has this seed. */
export function startOf(seed: number): Position {
  const random = new RandomStream(seed).getState();
  return { epoch: 0, batch: 0, lossSum: 0, trainingMs: 0, random };
}
