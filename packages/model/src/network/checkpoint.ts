/**
 * A training run that was left, as a file from which it goes on to the same bits. The file is one of
 * `RecurrentNetwork.save`, and loads as one, with one more entry in its metadata:
 *   rnn.checkpoint   { epoch, batch, lossSum, trainingMs, random, history, data } of `Checkpoint`, as JSON
 */
import { RandomState, type RandomStateSnapshot } from "@rnn/tensor";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import { checkWeights, parameterNames, type Weights } from "../chapter-plan.ts";
import { type ResolvedOptions, resolveOptions } from "../recurrent-network-options.ts";
import type { History } from "./history.ts";
import {
  broken,
  checkMetadata,
  decodeModel,
  encodeModel,
  isNumbers,
  isRecord,
  ownPrefix,
  parseShallow,
  type SaveOptions,
} from "./model-file.ts";
import type { Position } from "./position.ts";
import type { Sequences } from "./sequences.ts";

/**
 * A run of `fit` between two batches: what `onCheckpoint` is given and `resume` goes on from. A plain
 * value that later training leaves as it is. Gradient descent has no state of its own.
 */
export interface Checkpoint extends Position {
  readonly weights: Weights;
  /** The options of the network. */
  readonly options: ResolvedOptions;
  /** The losses of the network, of earlier runs too. */
  readonly losses: readonly number[];
  readonly valLosses: readonly number[];
  /** The whole epochs of this run. */
  readonly history: History;
  /** The shape [N, T, D] of the training data. */
  readonly data: readonly [number, number, number];
}

/** The shape of sequences as a checkpoint keeps it. */
export function shapeOf({ count, steps, features }: Sequences): [number, number, number] {
  return [count, steps, features];
}

/**
 * The checkpoint, where a network with these options can go on from it on this data.
 * @throws RangeError otherwise
 */
export function checkResume(
  checkpoint: Checkpoint,
  options: ResolvedOptions,
  shape: readonly [number, number, number],
): Checkpoint {
  for (const [name, value] of Object.entries(options)) {
    const theirs = checkpoint.options[name as keyof ResolvedOptions];
    if (JSON.stringify(theirs) !== JSON.stringify(value)) {
      throw new RangeError(
        `fit: expected a checkpoint of a network with ${name} ${JSON.stringify(value)}, ` +
          `got ${JSON.stringify(theirs)} (resume). Give the network the checkpoint's options.`,
      );
    }
  }
  if (String(checkpoint.data) !== String(shape)) {
    throw new RangeError(
      `fit: expected a checkpoint of training data of shape [${shape.join(", ")}], ` +
        `got [${checkpoint.data.join(", ")}] (resume). Give the data that the run began with.`,
    );
  }
  return checkpoint;
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
  const stand = { epoch, batch, lossSum, trainingMs, history, data };
  const text = JSON.stringify({ ...stand, random: { ...random, key: [...random.key] } });
  return encodeModel({
    weights,
    config: { ...config },
    losses: [...losses],
    valLosses: [...valLosses],
    metadata: { ...metadata, [entry]: text },
  });
}

/**
 * The checkpoint that `encodeCheckpoint` wrote, and the metadata it was given.
 * @throws ModelFileError for other bytes, and for damaged ones
 */
export function decodeCheckpoint(bytes: Uint8Array | ArrayBuffer): {
  checkpoint: Checkpoint;
  metadata: Record<string, string>;
} {
  const { weights, config, losses, valLosses, metadata } = decodeModel(bytes, parameterNames);
  const { [entry]: text, ...rest } = metadata;
  // Names of the library's that this version does not know are left out: a caller may not give them back.
  const others = Object.fromEntries(
    Object.entries(rest).filter(([name]) => !name.startsWith(ownPrefix)),
  );
  if (text === undefined) throw broken("it is a network without a run to go on with");
  try {
    const options = resolveOptions(config);
    const checkpoint = {
      ...readStand(parseShallow(text)),
      weights: checkWeights("decodeCheckpoint", weights, options),
      options,
      losses,
      valLosses,
    };
    return { checkpoint, metadata: others };
  } catch (cause) {
    throw broken(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

const entry = "rnn.checkpoint";

/** What the entry holds, every field checked. */
function readStand(value: unknown): Position & Pick<Checkpoint, "history" | "data"> {
  const { epoch, batch, lossSum, trainingMs, random, history, data } = recordOf("the entry", value);
  const { losses, valLosses, valAccuracies, trainingMs: epochsMs } = recordOf("history", history);
  const { key, pos, hasGauss, cachedGaussian } = recordOf("random", random);
  const lists = [losses, valLosses, valAccuracies, epochsMs, key, data, [lossSum, trainingMs]];
  if (!lists.every(isNumbers)) throw new TypeError("its figures are no numbers");
  for (const [name, whole] of Object.entries({ epoch, batch })) {
    checkWhole("decodeCheckpoint", name, whole, 0);
  }
  const snapshot = { key: Uint32Array.from(key as number[]), pos, hasGauss, cachedGaussian };
  // Refuses a state that no generator can have.
  new RandomState().setState(snapshot as RandomStateSnapshot);
  return {
    ...({ epoch, batch, lossSum, trainingMs, data } as Position & Pick<Checkpoint, "data">),
    history: { losses, valLosses, valAccuracies, trainingMs: epochsMs } as History,
    random: snapshot as RandomStateSnapshot,
  };
}

function recordOf(name: string, value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new TypeError(`expected ${name} to be an object`);
  return value;
}
