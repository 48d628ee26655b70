import type { EpochEnd } from "@rnn/model";
import { type Problem, problemOf } from "../problem/problem.ts";
import type { EpochResult, Progress, RunStatus } from "./progress.ts";
import type { Trainee } from "./trainee.ts";

/** The least time between two reports: a frame. */
const reportEveryMs = 16;
/** A slowed training is trained in this many pieces a second, or fewer. */
const piecesPerSecond = 30;

/** The reason by which a piece of training is ended to be resumed. */
const endOfPiece = new DOMException("The piece ends here.", "AbortError");

/** One training that can be paused, taken step by step and slowed, with the bits of one that is not. */
export class TrainingRun {
  readonly #id: number;
  readonly #trainee: Trainee;
  readonly #report: (progress: Progress) => void;
  readonly #onEpoch: (() => void) | undefined;
  #batchesPerSecond: number;
  #status: RunStatus = "paused";
  #isStopped = false;
  #piece: AbortController | undefined;
  #wake: (() => void) | undefined;
  #working: Promise<void> | undefined;
  #batchLosses: number[] = [];
  #epochs: EpochResult[] = [];
  #batchesPerEpoch: number;
  #reportedAt = 0;

  /** @param report is called at most once a frame while training, and at each change of the status */
  constructor(
    id: number,
    trainee: Trainee,
    options: {
      readonly batchesPerEpoch: number;
      readonly batchesPerSecond: number;
      readonly report: (progress: Progress) => void;
      /** Called after each epoch, when the network holds its weights. */
      readonly onEpoch?: () => void;
    },
  ) {
    this.#id = id;
    this.#trainee = trainee;
    this.#report = options.report;
    this.#onEpoch = options.onEpoch;
    this.#batchesPerEpoch = options.batchesPerEpoch;
    this.#batchesPerSecond = options.batchesPerSecond;
  }

  /** Trains on until the end, or until it is paused. */
  play(): void {
    if (this.#status !== "paused") return;
    this.#setStatus("playing");
    this.#working = this.#after(this.#working, () => this.#playOn());
  }

  /** Ends after the current batch; `play` and `step` resume there. */
  pause(): void {
    if (this.#status !== "playing") return;
    this.#setStatus("paused");
    this.#interrupt();
  }

  /** Trains on one batch, and pauses. */
  step(): void {
    this.pause();
    if (this.#status !== "paused") return;
    this.#working = this.#after(this.#working, () => this.#trainPiece(1));
  }

  /** Infinity for as fast as it goes. */
  setSpeed(batchesPerSecond: number): void {
    this.#batchesPerSecond = batchesPerSecond;
    this.#interrupt();
  }

  /** Ends the training; nothing is reported any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#interrupt();
    await this.#working;
  }

  async #after(before: Promise<void> | undefined, work: () => Promise<void>): Promise<void> {
    await before;
    await work();
  }

  #interrupt(): void {
    this.#piece?.abort(endOfPiece);
    this.#wake?.();
  }

  async #playOn(): Promise<void> {
    while (this.#status === "playing" && !this.#isStopped) {
      const begun = performance.now();
      const speed = this.#batchesPerSecond;
      const batches = Math.ceil(speed / piecesPerSecond);
      await this.#trainPiece(batches);
      const pauseMs = (1000 * batches) / speed - (performance.now() - begun);
      if (Number.isFinite(speed) && this.#status === "playing" && !this.#isStopped)
        await this.#wait(pauseMs);
    }
  }

  /** Sleeps until the time has passed, or something changes. */
  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, milliseconds));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #trainPiece(batches: number): Promise<void> {
    if (this.#isStopped || this.#status === "done" || this.#status === "failed") return;
    const piece = new AbortController();
    this.#piece = piece;
    let left = batches;
    try {
      await this.#trainee.train({
        signal: piece.signal,
        onBatchEnd: ({ loss }) => {
          this.#batchLosses.push(loss);
          if (--left === 0) piece.abort(endOfPiece);
          this.#reportIfDue();
        },
        onEpochEnd: (event) => {
          this.#epochs.push(resultOf(event));
          this.#onEpoch?.();
        },
      });
      this.#setStatus("done");
    } catch (error) {
      if (error !== endOfPiece) this.#setStatus("failed", problemOf(error));
      else this.#flush();
    }
  }

  #setStatus(status: RunStatus, error?: Problem): void {
    this.#status = status;
    this.#flush(error);
  }

  #reportIfDue(): void {
    if (performance.now() - this.#reportedAt >= reportEveryMs) this.#flush();
  }

  #flush(error?: Problem): void {
    if (this.#isStopped) return;
    this.#reportedAt = performance.now();
    const batchLosses = Float64Array.from(this.#batchLosses);
    const epochs = this.#epochs;
    this.#batchLosses = [];
    this.#epochs = [];
    this.#report({
      run: this.#id,
      status: this.#status,
      batchLosses,
      epochs,
      batchesPerEpoch: this.#batchesPerEpoch,
      ...(error !== undefined && { error }),
    });
  }
}

/** With validation data, as here, an epoch's end has both validation figures. */
function resultOf({ loss, valLoss = NaN, valAccuracy = NaN, trainingMs }: EpochEnd): EpochResult {
  return { loss, valLoss, valAccuracy, trainingMs };
}
