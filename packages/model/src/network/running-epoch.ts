import type { RandomStateSnapshot } from "@rnn/tensor";
import { now } from "@rnn/tensor/event-loop";
import type { Position } from "./position.ts";

/** An epoch on its way: how many batches are done, the sum of their losses, the time they took. */
export class RunningEpoch {
  /** Counted from 1. */
  readonly epoch: number;
  /** Batches that are done. */
  batch: number;
  #lossSum: number;
  readonly #started: number;
  readonly #drawnFrom: RandomStateSnapshot;

  /**
   * @param drawnFrom the random state that its order is drawn from
   * @param begun where a run resumes within it
   */
  constructor(epoch: number, drawnFrom: RandomStateSnapshot, begun: Position | undefined) {
    this.epoch = epoch;
    this.batch = begun?.batch ?? 0;
    this.#lossSum = begun?.lossSum ?? 0;
    this.#started = now() - (begun?.trainingMs ?? 0);
    this.#drawnFrom = drawnFrom;
  }

  /** Takes the loss of one more batch. */
  add(loss: number): void {
    this.batch++;
    this.#lossSum += loss;
  }

  get meanLoss(): number {
    return this.#lossSum / this.batch;
  }

  /** The time so far, that before a resumption included. */
  get trainingMs(): number {
    return now() - this.#started;
  }

  /** From where a run can be resumed. */
  position(): Position {
    return {
      epoch: this.epoch - 1,
      batch: this.batch,
      lossSum: this.#lossSum,
      trainingMs: this.trainingMs,
      random: this.#drawnFrom,
    };
  }
}
