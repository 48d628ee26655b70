import {
  type BatchEnd,
  type Checkpoint,
  type EpochEnd,
  type History,
  Sequential,
  type SequentialCheckpoint,
} from "@rnn/model";
import type { TextNetwork } from "@rnn/text-classifier";
import type { PreparedData } from "../data/task.ts";

/** The state of a run, of either kind of network. */
export type RunCheckpoint = Checkpoint | SequentialCheckpoint;

interface FitOptions {
  readonly epochs: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onBatchEnd: (event: BatchEnd) => void;
  readonly onEpochEnd: (event: EpochEnd) => void;
  readonly onCheckpoint: (checkpoint: RunCheckpoint) => Promise<void>;
  readonly checkpointEveryMs: number;
  readonly resume: RunCheckpoint | undefined;
}

/** `fit` of either kind of network, resuming from a checkpoint of its own kind: one of layers reads ids. */
export async function fitNetwork(
  network: TextNetwork,
  { xTrain, yTrain, xVal, yVal }: PreparedData,
  { resume, ...options }: FitOptions,
): Promise<History> {
  if (network instanceof Sequential) {
    return network.fit(xTrain.indices, yTrain, {
      ...options,
      xVal: xVal.indices,
      yVal,
      ...(resume && isOfLayers(resume) && { resume }),
    });
  }
  return network.fit(xTrain, yTrain, {
    ...options,
    xVal,
    yVal,
    ...(resume && !isOfLayers(resume) && { resume }),
  });
}

/** Whether a checkpoint is that of a `Sequential`. */
export function isOfLayers(checkpoint: RunCheckpoint): checkpoint is SequentialCheckpoint {
  return "layers" in checkpoint;
}

/** What gives the network the weights that it has now again, or those of the checkpoint. */
export function keepWeights(network: TextNetwork, checkpoint?: RunCheckpoint): () => void {
  if (network instanceof Sequential) {
    const weights = checkpoint && isOfLayers(checkpoint) ? checkpoint.weights : network.weights;
    return () => network.setWeights(weights);
  }
  const weights = checkpoint && !isOfLayers(checkpoint) ? checkpoint.weights : network.weights;
  return () => network.setWeights(weights);
}
