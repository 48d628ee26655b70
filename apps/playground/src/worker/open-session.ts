import { Sequential } from "@rnn/model";
import { problemError } from "../problem/problem.ts";
import type { Settings } from "../settings/settings.ts";
import { prepareData } from "../training/prepare-data.ts";
import type { Progress } from "../training/progress.ts";
import { syntheticTexts } from "../training/synthetic-texts.ts";
import { createTrainee } from "../training/trainee.ts";
import { TrainingRun } from "../training/training-run.ts";
import type { TrainingTexts } from "../training/training-texts.ts";
import { frequentVectors } from "./inspect/words-in-space.ts";
import type { Session } from "./session.ts";

/** What a training starts from. */
export interface StartParams {
  /** The page's number of the training. */
  readonly run: number;
  readonly settings: Settings;
  readonly batchesPerSecond: number;
  /** Whether it waits for `play` or `step`. */
  readonly paused: boolean;
}

/** What the two classes of the synthetic reviews are called. */
const syntheticClassNames = ["negative", "positive"] as const;

/**
 * Prepares the data and makes the network. Between steps the page's messages arrive, so that it can be ended.
 * @throws the signal's reason
 */
export async function openSession(
  { run, settings, batchesPerSecond }: StartParams,
  report: (progress: Progress) => void,
  signal: AbortSignal,
  ownTexts?: TrainingTexts,
): Promise<Session> {
  const turn = async () => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal.throwIfAborted();
  };
  await turn();
  if (settings.data === "own" && ownTexts === undefined) {
    throw problemError("noOwnTexts");
  }
  const source =
    settings.data === "own" && ownTexts
      ? ownTexts
      : syntheticTexts(settings.reviews, syntheticClassNames);
  await turn();
  const data = await prepareData(source, settings, turn);
  const batchesPerEpoch = Math.ceil(data.trainRows.length / settings.batch);
  const trainee = createTrainee(settings, data, (warning) =>
    report({
      run,
      status: "preparing",
      batchLosses: new Float64Array(),
      epochs: [],
      batchesPerEpoch,
      warning,
    }),
  );
  const { network } = trainee;
  const vectors: Float64Array[] = [];
  const keepVectors = () => vectors.push(frequentVectors(network, data));
  // The chapter's network draws its weights when it first learns.
  if (network instanceof Sequential) keepVectors();
  const options = { batchesPerEpoch, batchesPerSecond, report, onEpoch: keepVectors };
  return { settings, data, trainee, vectors, run: new TrainingRun(run, trainee, options) };
}
