import { NotFiniteError } from "@rnn/model";
import type { JobOutput } from "@rnn/sweep";
import {
  decodeTrainingCheckpoint,
  encodeTrainingCheckpoint,
  type TrainingCheckpoint,
  trainTextClassifier,
} from "@rnn/text-classifier";
import type { ClassifierOptions } from "../options/classifier-options.ts";
import { nameClassifierSettings } from "../options/name-classifier-settings.ts";
import { reportNowAndThen } from "./report-now-and-then.ts";
import { toTrialOptions } from "./to-trial-options.ts";
import type { TrialContext } from "./trial-context.ts";
import type { ClassifierTrialData } from "./trial-data.ts";

/**
 * Trains a classifier whose network has up to `options.epochs`, as `train` does. It is trained once more on all texts
 * where it is kept. Settings that cannot be trained, and losses that leave the finite numbers, are a result too.
 */
export async function runClassifierTrial(
  options: ClassifierOptions,
  { prepared, classNames, texts, description, fingerprint }: ClassifierTrialData,
  { checkpoint, keepsModel, checkpointMs, onProgress, onCheckpoint }: TrialContext,
): Promise<JobOutput> {
  // What is without a network has nothing to continue from: its checkpoint is empty. Encoded once, at the end.
  let reached = (): Uint8Array => checkpoint ?? new Uint8Array();
  const report = reportNowAndThen(checkpointMs, onCheckpoint);
  const resume =
    checkpoint && checkpoint.length > 0 ? decodeTrainingCheckpoint(checkpoint) : undefined;
  // One thread a trial, unless more are asked for: other trials are at work beside it.
  const { threads = 1 } = options;
  try {
    const given = {
      ...toTrialOptions({ ...options, threads }, texts),
      classNames,
      refit: keepsModel,
      about: { program: "rnn-train", data: description, fingerprint },
      onStep: onProgress,
      onBatchEnd: onProgress,
      onEpochEnd: onProgress,
      onCheckpoint: (latest: TrainingCheckpoint) => {
        if (latest.first === undefined && latest.run.batch === 0) reached = () => encode(latest);
        report(() => encode(latest));
      },
      checkpointEveryMs: checkpointMs,
      ...(resume && { resume }),
    };
    const trained = await ("baseline" in given
      ? trainTextClassifier(prepared, given)
      : trainTextClassifier(prepared, given));
    const { loss, accuracy } = trained.evaluation;
    return {
      result: { status: "completed", valLoss: loss, valAccuracy: accuracy },
      ...(keepsModel ? { model: trained.classifier.save() } : { checkpoint: reached() }),
    };
  } catch (error) {
    const named = nameClassifierSettings(error);
    if (!(error instanceof NotFiniteError) && named === error) throw error;
    return { result: { status: "failed", reason: (named as Error).message } };
  }
}

/** Without times: equal trials leave equal bytes. */
function encode({ run, first, ...rest }: TrainingCheckpoint): Uint8Array {
  return encodeTrainingCheckpoint({
    ...rest,
    run: { ...run, trainingMs: 0, history: untimed(run.history) },
    ...(first && { first: { ...first, history: untimed(first.history) } }),
  });
}

function untimed<T extends { readonly trainingMs: readonly number[] }>(history: T): T {
  return { ...history, trainingMs: history.trainingMs.map(() => 0) };
}
