import { createRequire } from "node:module";
import {
  decodeCheckpoint,
  decodeSequentialCheckpoint,
  encodeCheckpoint,
  encodeSequentialCheckpoint,
  NotFiniteError,
} from "@rnn/model";
import type { JobOutput } from "@rnn/sweep";
import { TextClassifier } from "@rnn/text-classifier";
import { createNetwork } from "../model/create-network.ts";
import { nameSettings } from "../options/name-settings.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import { fitNetwork, isOfLayers, type RunCheckpoint } from "../run/fit-network.ts";
import { reportNowAndThen } from "./report-now-and-then.ts";
import type { TrialContext } from "./trial-context.ts";
import type { NetworkTrialData } from "./trial-data.ts";

/**
 * Trains a network up to `options.epochs`. Settings that cannot be trained, and losses that leave the finite
 * numbers, are a result too. Equal options, data and checkpoints give equal bytes: times are left out of them.
 */
export async function runNetworkTrial(
  options: TrainingOptions,
  { data, reading, description, fingerprint }: NetworkTrialData,
  { checkpoint, keepsModel, checkpointMs, onProgress, onCheckpoint }: TrialContext,
): Promise<JobOutput> {
  // Encoded once, at the end.
  let reached = (): Uint8Array | undefined => checkpoint;
  const report = reportNowAndThen(checkpointMs, onCheckpoint);
  try {
    const network = createNetwork(options, () => undefined);
    const { valLosses, valAccuracies } = await fitNetwork(network, data, {
      epochs: options.epochs,
      seed: options.seed,
      signal: new AbortController().signal,
      onBatchEnd: onProgress,
      onEpochEnd: onProgress,
      onCheckpoint: async (latest) => {
        if (latest.batch === 0) reached = () => encode(latest);
        report(() => encode(latest));
      },
      checkpointEveryMs: checkpointMs,
      resume: checkpoint && decode(options, checkpoint),
    });
    const about = {
      program: "rnn-train",
      versions,
      data: description,
      fingerprint,
    };
    const named = reading && new TextClassifier({ network, ...reading, about });
    const result = {
      status: "completed",
      valLoss: valLosses[valLosses.length - 1],
      valAccuracy: valAccuracies[valAccuracies.length - 1],
    } as const;
    const last = reached();
    return {
      result,
      ...(last && { checkpoint: last }),
      ...(keepsModel && { model: (named ?? network).save() }),
    };
  } catch (error) {
    const named = nameSettings(error, options);
    if (!(error instanceof NotFiniteError) && named === error) throw error;
    return { result: { status: "failed", reason: (named as Error).message } };
  }
}

function decode({ chapter }: TrainingOptions, bytes: Uint8Array): RunCheckpoint {
  const decoded =
    chapter === undefined ? decodeCheckpoint(bytes) : decodeSequentialCheckpoint(bytes);
  return decoded.checkpoint;
}

function encode(checkpoint: RunCheckpoint): Uint8Array {
  const { history } = checkpoint;
  const untimed = {
    trainingMs: 0,
    history: { ...history, trainingMs: history.trainingMs.map(() => 0) },
  };
  return isOfLayers(checkpoint)
    ? encodeSequentialCheckpoint({ ...checkpoint, ...untimed })
    : encodeCheckpoint({ ...checkpoint, ...untimed });
}

const require = createRequire(import.meta.url);
const versions = {
  "@rnn/model": (require("@rnn/model/package.json") as { version: string }).version,
};
