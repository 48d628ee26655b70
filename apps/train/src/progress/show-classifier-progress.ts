import type {
  NetworkBatchEnd,
  NetworkEpochEnd,
  TrainingPlan,
  TrainingStage,
} from "@rnn/text-classifier";
import type { Output } from "../streams.ts";
import { showTrainingProgress, type TrainingProgress } from "./show-training-progress.ts";

/** Follows the training of a classifier's network, and then its second one on all texts. */
export interface ClassifierProgress {
  begin(plan: TrainingPlan): void;
  batchEnd(event: NetworkBatchEnd): void;
  epochEnd(event: NetworkEpochEnd): void;
  stop(): void;
}

/** How far a resumed training had come. */
interface Resumed {
  readonly stage: TrainingStage;
  readonly epoch: number;
  readonly batch: number;
  /** Of the first training, where it is over. */
  readonly bestEpoch: number | undefined;
}

interface ProgressOptions {
  readonly texts: number;
  readonly batchSize: number;
  readonly quiet: boolean;
  readonly resumed: Resumed | undefined;
}

/** A bar on a terminal, a line an epoch elsewhere, for each of the two trainings. */
export function showClassifierProgress(
  output: Output,
  { texts, batchSize, quiet, resumed }: ProgressOptions,
): ClassifierProgress {
  let plan: TrainingPlan | undefined;
  let shown: { readonly stage: TrainingStage; readonly progress: TrainingProgress } | undefined;
  let best = { epoch: resumed?.bestEpoch ?? 0, loss: Infinity };
  const progressOf = (stage: TrainingStage): TrainingProgress | undefined => {
    if (plan === undefined) return undefined;
    if (shown?.stage === stage) return shown.progress;
    shown?.progress.stop();
    const isFirst = stage === "validation";
    const samples = isFirst ? plan.trainCount : texts;
    if (!isFirst && !quiet) {
      output.write(`Once more on all ${texts} texts, for the epochs that were best\n`);
    }
    const done =
      resumed?.stage === stage
        ? resumed.epoch * samples + Math.min(resumed.batch * batchSize, samples)
        : 0;
    const run = {
      epochs: isFirst ? plan.epochs : Math.max(1, best.epoch),
      samples,
      validationSamples: isFirst ? plan.validationRows.length : 0,
      done,
      advice:
        "That is long. --limit trains on a sample, --epochs bounds it, --model ngrams takes minutes.",
    };
    shown = { stage, progress: showTrainingProgress(output, run, quiet) };
    return shown.progress;
  };
  return {
    begin(given) {
      plan = given;
    },
    batchEnd(event) {
      progressOf(event.stage)?.batchEnd(event);
    },
    epochEnd(event) {
      const { stage, epoch, valLoss = Infinity } = event;
      if (stage === "validation" && valLoss < best.loss) best = { epoch, loss: valLoss };
      progressOf(stage)?.epochEnd(event);
    },
    stop() {
      shown?.progress.stop();
    },
  };
}
