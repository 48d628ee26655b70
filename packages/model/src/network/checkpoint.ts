/**
 * A training run that was left, as a file from which it resumes to the same bits. The file is one of
 * `RecurrentNetwork.save`, and loads as one, with one more entry in its metadata:
 *   rnn.checkpoint   { epoch, batch, lossSum, trainingMs, random, history, data } of `Checkpoint`, as JSON
 */
import { checkOptions } from "@rnn/tensor/checks";
import { asWeights, checkWeights, parameterNames, type Weights } from "../chapter-plan.ts";
import { type ResolvedOptions, resolveOptions } from "../recurrent-network-options.ts";
import {
  checkFloats,
  checkMetadata,
  decodeModel,
  encodeModel,
  type SaveOptions,
} from "./model-file.ts";
import { attempt, broken } from "./model-file-error.ts";
import type { RunState } from "./network.ts";
import type { RunEntry } from "./run-entry.ts";
import type { Sequences } from "./sequences.ts";

/**
 * A run of `fit` between two batches: what `onCheckpoint` is given and `resume` starts from. A plain
 * value that later training leaves as it is. Gradient descent has no state of its own.
 */
export interface Checkpoint extends RunEntry {
  readonly weights: Weights;
  /** The options of the network. */
  readonly options: ResolvedOptions;
  /** The losses of the network, of earlier runs too. */
  readonly losses: readonly number[];
  readonly valLosses: readonly number[];
}

/** The shape of sequences as a checkpoint keeps it. */
export function shapeOf({ count, steps, features }: Sequences): [number, number, number] {
  return [count, steps, features];
}

/** A run of a network with these options, on data of this shape, as a checkpoint. */
export function checkpointOf(
  state: RunState,
  options: ResolvedOptions,
  data: Checkpoint["data"],
): Checkpoint {
  const { parameters, optimizerState: _none, bestParameters: _neither, ...rest } = state;
  return { ...rest, weights: asWeights(parameters), options, data };
}

/**
 * The run that a network with these options resumes, on data of this shape.
 * @throws RangeError where the checkpoint is of another network or of other data
 */
export function runStateOf(
  checkpoint: Checkpoint,
  options: ResolvedOptions,
  shape: Checkpoint["data"],
): RunState {
  const { weights, options: theirs, data, ...state } = checkpoint;
  for (const [name, value] of Object.entries(options)) {
    const given = theirs[name as keyof ResolvedOptions];
    if (JSON.stringify(given) !== JSON.stringify(value)) {
      throw new RangeError(
        `fit: expected a checkpoint of a network with ${name} ${JSON.stringify(value)}, ` +
          `got ${JSON.stringify(given)} (resume). Give the network the checkpoint's options.`,
      );
    }
  }
  if (String(data) !== String(shape)) {
    throw new RangeError(
      `fit: expected a checkpoint of training data of shape [${shape.join(", ")}], ` +
        `got [${data.join(", ")}] (resume). Give the data that the run began with.`,
    );
  }
  const parameters = checkWeights("fit", weights, options);
  return { ...state, parameters, optimizerState: {}, bestParameters: {} };
}

/**
 * The checkpoint as a safetensors file, which `RecurrentNetwork.load` reads too.
 *
 * @param options.metadata strings of your own to keep in the file, under names that do not start with
 *   `rnn.`; default none
 */
export function encodeCheckpoint(
  checkpoint: Checkpoint,
  options: SaveOptions = {},
): Uint8Array<ArrayBuffer> {
  checkOptions("encodeCheckpoint", options, ["metadata"]);
  const { metadata = {} } = options;
  checkMetadata("encodeCheckpoint", metadata);
  const { weights, options: config, losses, valLosses, history, data } = checkpoint;
  const { epoch, batch, lossSum, trainingMs, random } = checkpoint;
  return encodeModel(
    {
      format: "1",
      parameters: weights,
      optimizerState: {},
      bestParameters: {},
      config: { ...config },
      losses,
      valLosses,
      metadata,
    },
    { epoch, batch, lossSum, trainingMs, random, history, data },
  );
}

/**
 * The checkpoint that `encodeCheckpoint` wrote, and the metadata it was given.
 * @throws ModelFileError for other bytes, and for damaged ones
 */
export function decodeCheckpoint(bytes: Uint8Array | ArrayBuffer): {
  checkpoint: Checkpoint;
  metadata: Record<string, string>;
} {
  const { parameters, config, losses, valLosses, metadata, readRun } = decodeModel(bytes);
  checkFloats(parameters, parameterNames);
  const run = readRun();
  if (run === undefined) throw broken("it is a network without a run to resume");
  return attempt(() => {
    const options = resolveOptions(config);
    const weights = checkWeights("decodeCheckpoint", parameters, options);
    return { checkpoint: { ...run, weights, options, losses, valLosses }, metadata };
  });
}
