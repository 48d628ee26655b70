import { RandomState } from "@rnn/tensor";
import { batches } from "./batches.ts";
import type { EngineSession } from "./engine/engine.ts";
import { EventLoopTurns, now } from "./event-loop.ts";
import { accuracy, lossErrors, meanLoss } from "./loss.ts";
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

/** Labelled sequences. */
export interface Labelled {
  readonly sequences: Sequences;
  readonly labels: Float64Array;
}

/** The settled options of one run. */
export interface FitRun {
  readonly batchSize: number;
  readonly learningRate: number;
  readonly epochs: number;
  /** Seed of the batch order. */
  readonly seed: number;
  readonly training: Labelled;
  readonly validation: Labelled | undefined;
  readonly onBatchEnd: ((event: BatchEnd) => void) | undefined;
  readonly onEpochEnd: ((event: EpochEnd) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The part of the platform's AbortSignal that is used. */
export interface AbortSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  throwIfAborted(): void;
}

/**
 * Mini-batch gradient descent: for each epoch a new order, for each batch the loss, its gradient and one
 * step; then the validation loss. Yields each finished epoch to its caller, which keeps the weights.
 */
export async function* fitEpochs(
  session: EngineSession,
  run: FitRun,
): AsyncGenerator<EpochEnd, void> {
  const { batchSize, learningRate, epochs, training, validation } = run;
  const random = new RandomState(run.seed);
  const data = session.load(training.sequences);
  const validationData = validation && session.load(validation.sequences);
  const logits = new Float64Array(batchSize);
  const labels = new Float64Array(batchSize);
  const errors = new Float64Array(batchSize);
  const batchCount = Math.ceil(data.count / batchSize);
  const turns = new EventLoopTurns();
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const started = now();
    let lossSum = 0;
    let batch = 0;
    let samples = 0;
    for (const rows of batches(data.count, batchSize, random)) {
      run.signal?.throwIfAborted();
      const m = rows.length;
      const batchLabels = labels.subarray(0, m);
      for (let n = 0; n < m; n++) batchLabels[n] = training.labels[rows[n]];

      session.forward(data, rows, logits);
      const loss = meanLoss(logits, batchLabels);
      batch++;
      if (!Number.isFinite(loss)) throw new NotFiniteError("fit", loss, epoch, batch);
      lossErrors(logits, batchLabels, errors);
      session.backward(errors);
      session.update(learningRate);

      lossSum += loss;
      samples += m;
      run.onBatchEnd?.({ epoch, batch, batches: batchCount, loss, samples });
      if (turns.due) await turns.next();
    }
    const trained = now();
    const valLogits = validationData && session.logits(validationData);
    const valLoss = validation && valLogits && meanLoss(valLogits, validation.labels);
    if (valLoss !== undefined && !Number.isFinite(valLoss)) {
      throw new NotFiniteError("fit", valLoss, epoch, undefined);
    }
    yield {
      epoch,
      epochs,
      loss: lossSum / batch,
      valLoss,
      valAccuracy: validation && valLogits && accuracy(valLogits, validation.labels),
      trainingMs: trained - started,
      validationMs: now() - trained,
    };
    await turns.next();
  }
}
