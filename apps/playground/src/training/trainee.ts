import {
  type BatchEnd,
  type Checkpoint,
  decodeCheckpoint,
  decodeSequentialCheckpoint,
  type EpochEnd,
  encodeCheckpoint,
  encodeSequentialCheckpoint,
  RecurrentNetwork,
  Sequential,
  type SequentialCheckpoint,
} from "@rnn/model";
import { OneHotTensor } from "@rnn/tensor";
import type { Settings } from "../settings/settings.ts";
import { networkLayers, optimizerOf } from "./network-layers.ts";
import type { PreparedData } from "./prepare-data.ts";

/** How far a network is trained at a time, and who hears of it. */
export interface TrainOptions {
  /** Ends the training after the current batch. */
  readonly signal: AbortSignal;
  readonly onBatchEnd: (event: BatchEnd) => void;
  readonly onEpochEnd: (event: EpochEnd) => void;
}

/** A network on its data, trained in as many pieces as one likes: the bits are those of one run. */
export interface Trainee {
  readonly network: RecurrentNetwork | Sequential;
  /** Trains to the last epoch from where the last piece ended; rejects with the signal's reason where that ends it. */
  train(options: TrainOptions): Promise<unknown>;
  /** All that it takes to resume, as a file; undefined before anything was trained. */
  save(): Uint8Array<ArrayBuffer> | undefined;
  /** Takes up the training that `save` wrote, of the same settings and data. */
  restore(bytes: Uint8Array): void;
}

/** The network of the settings, not trained yet. */
export function createTrainee(
  settings: Settings,
  data: PreparedData,
  onWarning: (message: string) => void,
): Trainee {
  return settings.cell === "chapter"
    ? chapterTrainee(settings, data, onWarning)
    : layersTrainee(settings, data, onWarning);
}

/** Words as one-hot vectors, tanh cells, plain gradient descent, as in the chapter. */
function chapterTrainee(
  { units, batch, rate, seed, gradient, epochs }: Settings,
  { vocabulary, xTrain, yTrain, xVal, yVal }: PreparedData,
  onWarning: (message: string) => void,
): Trainee {
  const network = new RecurrentNetwork({
    nCells: units,
    batchSize: batch,
    learningRate: rate,
    seed,
    recurrentGradient: gradient,
    onWarning,
  });
  const x = new OneHotTensor(xTrain, vocabulary.length);
  const validation = { xVal: new OneHotTensor(xVal, vocabulary.length), yVal };
  let resume: Checkpoint | undefined;
  return {
    network,
    train: (options) =>
      network.fit(x, yTrain, {
        ...options,
        ...validation,
        epochs,
        seed,
        ...(resume && { resume }),
        onCheckpoint(checkpoint) {
          resume = checkpoint;
        },
      }),
    save: () => resume && encodeCheckpoint(resume),
    restore(bytes) {
      resume = decodeCheckpoint(bytes).checkpoint;
      network.setWeights(resume.weights);
    },
  };
}

function layersTrainee(
  settings: Settings,
  { vocabulary, xTrain, yTrain, xVal, yVal }: PreparedData,
  onWarning: (message: string) => void,
): Trainee {
  const { batch, seed, epochs } = settings;
  const network = new Sequential(networkLayers(settings, vocabulary.length), {
    optimizer: optimizerOf(settings),
    batchSize: batch,
    seed,
    onWarning,
  });
  let resume: SequentialCheckpoint | undefined;
  return {
    network,
    train: (options) =>
      network.fit(xTrain, yTrain, {
        ...options,
        xVal,
        yVal,
        epochs,
        seed,
        ...(resume && { resume }),
        onCheckpoint(checkpoint) {
          resume = checkpoint;
        },
      }),
    save: () => resume && encodeSequentialCheckpoint(resume),
    restore(bytes) {
      resume = decodeSequentialCheckpoint(bytes).checkpoint;
      network.setWeights(resume.weights);
    },
  };
}
