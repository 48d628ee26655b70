import { RandomState, type RandomStateSnapshot } from "@rnn/tensor";
import { EventLoopTurns, now } from "@rnn/tensor/event-loop";
import type { EngineSession } from "../engine/engine.ts";
import { accuracy, lossErrors, meanLoss } from "../losses/binary-cross-entropy.ts";
import { batches } from "./batches.ts";
import { NotFiniteError } from "./not-finite-error.ts";
import type { Sequences } from "./sequences.ts";

/** What `onBatchEnd` is told. */
export interface BatchEnd {
  /** Counted from 1. */
  readonly epoch: number;
  /** Counted from 1. */
  readonly batch: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Mean loss of the batch, before its update. */
  readonly loss: number;
  /** Sequences of this epoch trained so far, this batch among them. */
  readonly samples: number;
}

/** What `onEpochEnd` is told. */
export interface EpochEnd {
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean of the batch losses, each taken before its update. */
  readonly loss: number;
  /** Loss over all validation sequences after the epoch; undefined without validation data. */
  readonly valLoss: number | undefined;
  /** Share of validation sequences classified right; undefined without validation data. */
  readonly valAccuracy: number | undefined;
  /** Time of the epoch's training, without validation. */
  readonly trainingMs: number;
  readonly validationMs: number;
}

/** What one `fit` gave, an entry an epoch. */
export interface History {
  readonly losses: number[];
  /** Empty without validation data. */
  readonly valLosses: number[];
  readonly valAccuracies: number[];
  readonly trainingMs: number[];
}

/** How far a run has come: all that its next batch depends on, beside weights and data. */
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

/** What a run tells its caller between two batches. */
export interface Progress {
  readonly position: Position;
  /** The epoch that has just ended; undefined within one. */
  readonly ended: EpochEnd | undefined;
}

/** Labelled sequences. */
export interface Labelled {
  readonly sequences: Sequences;
  readonly labels: Float64Array;
}

/** The settled options of one run. */
export interface FitRun {
  readonly batchSize: number;
  readonly epochs: number;
  /** Where the run starts. */
  readonly from: Position;
  /** How often progress is told within an epoch, in milliseconds. */
  readonly progressEveryMs: number;
  readonly training: Labelled;
  readonly validation: Labelled | undefined;
  readonly onBatchEnd: ((event: BatchEnd) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The part of the platform's AbortSignal that is used. */
export interface AbortSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  throwIfAborted(): void;
}

/** The start of a run whose order of batches has this seed. */
export function startOf(seed: number): Position {
  const random = new RandomState(seed).getState();
  return { epoch: 0, batch: 0, lossSum: 0, trainingMs: 0, random };
}

/**
 * Mini-batch gradient descent: for each epoch a new order, for each batch the loss, its gradient and one
 * step; then the validation loss. Tells its caller, which keeps the weights, of each finished epoch, of
 * progress within long ones, and of the point at which it was aborted.
 */
export async function* fitEpochs(
  session: EngineSession,
  run: FitRun,
): AsyncGenerator<Progress, void> {
  const { batchSize, epochs, training, validation, signal } = run;
  const random = new RandomState();
  random.setState(run.from.random);
  const data = session.load(training.sequences);
  const validating = validation && {
    data: session.load(validation.sequences),
    logits: new Float64Array(validation.sequences.count),
    labels: validation.labels,
  };
  const mostRows = Math.min(batchSize, data.count);
  const logits = new Float64Array(mostRows);
  const labels = new Float64Array(mostRows);
  const errors = new Float64Array(mostRows);
  const batchCount = Math.ceil(data.count / batchSize);
  const turns = new EventLoopTurns();
  let { batch, lossSum, trainingMs } = run.from;
  for (let epoch = run.from.epoch + 1; epoch <= epochs; epoch++) {
    const drawnFrom = random.getState();
    const started = now() - trainingMs;
    let told = now();
    const progress = (): Progress => ({
      position: {
        epoch: epoch - 1,
        batch,
        lossSum,
        trainingMs: now() - started,
        random: drawnFrom,
      },
      ended: undefined,
    });
    /** Tells where the run is left, and leaves it. */
    function* leave(by: AbortSignal): Generator<Progress, void> {
      yield progress();
      by.throwIfAborted();
    }
    for (const rows of batches(data.count, batchSize, random, batch)) {
      if (signal?.aborted) yield* leave(signal);
      if (now() - told >= run.progressEveryMs) {
        yield progress();
        told = now();
      }
      const m = rows.length;
      const batchLabels = labels.subarray(0, m);
      for (let n = 0; n < m; n++) batchLabels[n] = training.labels[rows[n]];

      session.forward(data, rows, logits);
      const loss = meanLoss(logits, batchLabels);
      batch++;
      if (!Number.isFinite(loss)) throw new NotFiniteError("fit", loss, epoch, batch);
      lossErrors(logits, batchLabels, errors);
      session.backward(errors);
      session.update();

      lossSum += loss;
      const samples = Math.min(batch * batchSize, data.count);
      run.onBatchEnd?.({ epoch, batch, batches: batchCount, loss, samples });
      if (turns.due) await turns.next();
    }
    const trained = now();
    if (validating) {
      for (let row = 0; row < validating.data.count; ) {
        if (turns.due) await turns.next();
        if (signal?.aborted) yield* leave(signal);
        row = session.logits(validating.data, row, validating.logits);
      }
      // The loss over all of them, in one go, is the next turn's.
      await turns.next();
    }
    const valLoss = validating && meanLoss(validating.logits, validating.labels);
    if (valLoss !== undefined && !Number.isFinite(valLoss)) {
      throw new NotFiniteError("fit", valLoss, epoch, undefined);
    }
    const ended = {
      epoch,
      epochs,
      loss: lossSum / batch,
      valLoss,
      valAccuracy: validating && accuracy(validating.logits, validating.labels),
      trainingMs: trained - started,
      validationMs: now() - trained,
    };
    [batch, lossSum, trainingMs] = [0, 0, 0];
    yield { position: { epoch, batch, lossSum, trainingMs, random: random.getState() }, ended };
    await turns.next();
  }
}
