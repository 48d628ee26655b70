import {
  type AbortSignalLike,
  adam,
  type BatchEnd,
  bidirectional,
  dense,
  dropout,
  type EpochEnd,
  embedding,
  globalMaxPooling1d,
  gru,
  type History,
  type Layer,
  lstm,
  type Optimizer,
  Sequential,
  type SequentialCheckpoint,
  simpleRnn,
} from "@rnn/model";
import { type RaggedTensor, Tensor } from "@rnn/tensor";
import { EventLoopTurns } from "@rnn/tensor/event-loop";
import { type NetworkSettings, networkDefaults } from "./network-settings.ts";
import type { NetworkBatchEnd, NetworkEpochEnd, TrainingStage } from "./training-options.ts";

/** Rows as a network reads them, and the class of each. */
export interface EncodedRows {
  readonly x: RaggedTensor;
  readonly y: Int32Array;
  readonly weights?: Float64Array | undefined;
}

/** What a run of training is given besides rows: the same in both stages. */
export interface NetworkRun {
  readonly stage: TrainingStage;
  readonly classWeight: readonly number[] | undefined;
  readonly signal: AbortSignalLike | undefined;
  readonly onBatchEnd: ((event: NetworkBatchEnd) => void) | undefined;
  readonly onEpochEnd: ((event: NetworkEpochEnd) => void) | undefined;
  readonly onCheckpoint: ((run: SequentialCheckpoint) => void | Promise<void>) | undefined;
  readonly checkpointEveryMs: number | undefined;
  readonly resume: SequentialCheckpoint | undefined;
}

const cells = { gru, lstm, simpleRnn };

/**
 * The network: ids, vectors, a cell in both directions, the largest of each of its numbers over all steps,
 * classes; with dropout before the cell and after it.
 */
export function createNetwork(
  settings: NetworkSettings,
  { vocabularySize, classes }: { readonly vocabularySize: number; readonly classes: number },
): Sequential {
  const { cell, units, outputDim, batchSize, seed, engine, onWarning } = settings;
  const drop = (rate: number): Layer[] => (rate === 0 ? [] : [dropout(rate)]);
  return new Sequential(
    [
      embedding(vocabularySize, outputDim, { maskZero: true }),
      ...drop(settings.embeddingDropout),
      bidirectional(cells[cell](units)),
      globalMaxPooling1d(),
      ...drop(settings.dropout),
      dense(classes === 2 ? 1 : classes),
    ],
    {
      optimizer: optimizerOf(settings),
      batchSize,
      seed,
      engine,
      ...(onWarning && { onWarning }),
    },
  );
}

/** What trains a network, also one that was trained before. */
export function optimizerOf({
  learningRate,
  averages,
}: Pick<NetworkSettings, "learningRate" | "averages">): Optimizer {
  const { emaMomentum } = networkDefaults;
  return adam({ learningRate, globalClipnorm: 1, ...(averages && { useEma: true, emaMomentum }) });
}

/** Trains until the validation loss no longer falls, and keeps the weights of the best epoch. */
export async function fitUntilBest(
  network: Sequential,
  { x, y, weights }: EncodedRows,
  validation: EncodedRows,
  { epochs, patience, seed }: NetworkSettings,
  run: NetworkRun,
): Promise<History> {
  return network.fit(x, y, {
    epochs,
    seed,
    xVal: validation.x,
    yVal: validation.y,
    earlyStopping: { patience },
    ...(weights && { sampleWeight: weights }),
    ...runOptions(run),
  });
}

/** Trains for as many epochs as were best. */
export async function fitEpochs(
  network: Sequential,
  { x, y, weights }: EncodedRows,
  epochs: number,
  seed: number,
  run: NetworkRun,
): Promise<History> {
  return network.fit(x, y, {
    epochs,
    seed,
    ...(weights && { sampleWeight: weights }),
    ...runOptions(run),
  });
}

/**
 * The same network as a classifier keeps it: without the threads that it was trained with, which a page or another
 * machine may not have.
 */
export function releaseThreads(network: Sequential): Sequential {
  const { engine, ...options } = network.options;
  const plain = new Sequential(network.layers, {
    ...options,
    engine: engine === "reference" ? engine : "wasm",
  });
  plain.setWeights(network.weights);
  return plain;
}

/** Rows predicted between two looks at the clock. */
const rowsATurn = 64;

/** The probabilities of all rows, the event loop served in between. */
export async function predictInTurns(
  network: Sequential,
  x: RaggedTensor,
  signal: AbortSignalLike | undefined,
): Promise<Tensor<"float64">> {
  const turns = new EventLoopTurns();
  const parts: Tensor<"float64">[] = [];
  for (let start = 0; start < x.length; start += rowsATurn) {
    const rows = Array.from({ length: Math.min(rowsATurn, x.length - start) }, (_, i) => start + i);
    parts.push(network.predictProba(x.take(rows)));
    if (!turns.due) continue;
    await turns.next();
    signal?.throwIfAborted();
  }
  const [, ...width] = parts[0].shape;
  const data = new Float64Array(parts.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.contiguous().data, at);
    at += part.size;
  }
  return new Tensor(data, "float64", [x.length, ...width]);
}

function runOptions(run: NetworkRun) {
  const { stage, classWeight, signal, onBatchEnd, onEpochEnd, onCheckpoint, resume } = run;
  const { checkpointEveryMs } = run;
  return {
    ...(classWeight && { classWeight }),
    ...(signal && { signal }),
    ...(onBatchEnd && {
      onBatchEnd: (event: BatchEnd) => onBatchEnd({ ...event, stage }),
    }),
    ...(onEpochEnd && {
      onEpochEnd: (event: EpochEnd) => onEpochEnd({ ...event, stage }),
    }),
    ...(onCheckpoint && { onCheckpoint }),
    ...(checkpointEveryMs !== undefined && { checkpointEveryMs }),
    ...(resume && { resume }),
  };
}
