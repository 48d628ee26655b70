/** A run of a `Sequential` that was left, as a value and as a file of format 2 with the entry of the run. */
import { checkOptions } from "@rnn/tensor/checks";
import type { Layer } from "./layers/layer.ts";
import { checkFeatures, checkLayers } from "./network/check-layers.ts";
import { checkMetadata, type SaveOptions } from "./network/model-file.ts";
import { attempt, broken } from "./network/model-file-error.ts";
import {
  checkShapes,
  copyParameters,
  type ParameterRow,
  type Parameters,
  parameterTable,
} from "./network/parameter-table.ts";
import { decodePlan, encodePlan } from "./network/plan-file.ts";
import type { RunEntry } from "./network/run-entry.ts";
import { optimizerStateTable } from "./optimizers/optimizer-run.ts";
import { type ResolvedSequentialOptions, resolveSequentialOptions } from "./sequential-options.ts";

/**
 * A run of `fit` of a `Sequential` between two batches: what `onCheckpoint` is given and `resume` resumes. A
 * plain value that later training leaves as it is.
 */
export interface SequentialCheckpoint extends RunEntry {
  readonly layers: readonly Layer[];
  /** The options of the network. */
  readonly options: ResolvedSequentialOptions;
  readonly weights: Parameters;
  /** What the optimizer remembers. */
  readonly optimizerState: Parameters;
  /** The weights of the best epoch so far, where early stopping restores them; else none. */
  readonly bestWeights: Parameters;
  /** The losses of the network, of earlier runs too. */
  readonly losses: readonly number[];
  readonly valLosses: readonly number[];
}

/**
 * The checkpoint, where a network of these layers and options can resume it on data of this shape.
 * @throws RangeError otherwise
 */
export function checkSequentialResume(
  checkpoint: SequentialCheckpoint,
  network: { layers: readonly Layer[]; options: ResolvedSequentialOptions },
  data: readonly [number, number, number],
  restoresBest: boolean,
): SequentialCheckpoint {
  const settings = { ...network.options, layers: network.layers };
  const theirs = { ...checkpoint.options, layers: checkpoint.layers };
  for (const name of ["layers", "optimizer", "batchSize", "seed", "engine"] as const) {
    const [ours, found] = [JSON.stringify(settings[name]), JSON.stringify(theirs[name])];
    if (ours === found) continue;
    throw new RangeError(
      `fit: expected a checkpoint of a network with ${name} ${ours}, got ${found} (resume). ` +
        "Make the network of the checkpoint's layers and options.",
    );
  }
  if (String(checkpoint.data) !== String(data)) {
    throw new RangeError(
      `fit: expected a checkpoint of training data of shape [${data.join(", ")}], ` +
        `got [${checkpoint.data.join(", ")}] (resume). Give the data that the run began with.`,
    );
  }
  const hasBest = Object.keys(checkpoint.bestWeights).length > 0;
  if (restoresBest && !hasBest && checkpoint.history.losses.length > 0) {
    throw new RangeError(
      "fit: expected a checkpoint of a run with earlyStopping, got one without (resume). " +
        "Give the options that the run began with.",
    );
  }
  return checkpoint;
}

/**
 * The checkpoint as a safetensors file, which `Sequential.load` reads too.
 *
 * @param options.metadata strings of your own to keep in the file, under names that do not start with
 *   `rnn.`; default none
 */
export function encodeSequentialCheckpoint(
  checkpoint: SequentialCheckpoint,
  options: SaveOptions = {},
): Uint8Array<ArrayBuffer> {
  checkOptions("encodeSequentialCheckpoint", options, ["metadata"]);
  const { metadata = {} } = options;
  checkMetadata("encodeSequentialCheckpoint", metadata);
  const { layers, options: settings, weights, optimizerState, bestWeights } = checkpoint;
  const { losses, valLosses, data } = checkpoint;
  const plan = { layers, features: data[2] };
  const common = { losses, valLosses, metadata, optimizerState, bestParameters: bestWeights };
  return encodePlan(
    { plan, settings: { ...settings }, parameters: weights, ...common },
    checkpoint,
  );
}

/**
 * The checkpoint that `encodeSequentialCheckpoint` wrote, and the metadata it was given.
 * @throws ModelFileError for other bytes, and for damaged ones
 */
export function decodeSequentialCheckpoint(bytes: Uint8Array | ArrayBuffer): {
  checkpoint: SequentialCheckpoint;
  metadata: Record<string, string>;
} {
  const file = decodePlan(bytes);
  const { plan, settings, parameters, losses, valLosses, metadata, readRun } = file;
  const run = readRun();
  if (run === undefined) {
    throw broken("it is a network without a run to resume", undefined, "Sequential");
  }
  return attempt(() => {
    const layers = checkLayers("Sequential", plan.layers);
    checkFeatures("Sequential", layers, plan.features);
    const options = resolveSequentialOptions(settings);
    const table = parameterTable(plan);
    if (run.data[2] !== plan.features) throw new RangeError("its data has other features");
    const checkpoint = {
      ...run,
      layers,
      options,
      weights: parameters,
      optimizerState: readAllOrNone(
        file.optimizerState,
        optimizerStateTable(options.optimizer, table),
      ),
      bestWeights: readAllOrNone(file.bestParameters, table),
      losses,
      valLosses,
    };
    return { checkpoint, metadata: { ...metadata } };
  }, "Sequential");
}

/** Tensors of all rows of a table, checked, or none. */
function readAllOrNone(
  given: Parameters,
  table: readonly Pick<ParameterRow, "key" | "shape">[],
): Parameters {
  if (Object.keys(given).length === 0) return given;
  const keys = table.map(({ key }) => key);
  const copies = copyParameters("decodeSequentialCheckpoint", given, keys);
  checkShapes("decodeSequentialCheckpoint", copies, table, "its plan");
  return copies;
}
