import { type History, NotFiniteError, type RecurrentNetwork } from "@rnn/model";
import type { ChapterOptions } from "./args.ts";
import type { PreparedReviews } from "./prepare.ts";
import type { Progress } from "./progress.ts";
import type { Outcome } from "./report/outcome.ts";

/** What training reached, also where it did not reach the end. */
export interface Training {
  readonly status: Outcome["status"];
  /** Of the whole epochs. */
  readonly history: History;
  /** Why it did not reach the end: the signal's reason, or a NotFiniteError. */
  readonly failure?: unknown;
}

/** Fits the network. Ended early, it is left with the weights of its last whole epoch. */
export async function train(
  network: RecurrentNetwork,
  { xTrain, yTrain, xVal, yVal }: PreparedReviews,
  { epochs, seed }: ChapterOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Training> {
  const history: History = { losses: [], valLosses: [], valAccuracies: [], trainingMs: [] };
  let weights: RecurrentNetwork["weights"] | undefined;
  try {
    await network.fit(xTrain, yTrain, {
      epochs,
      seed,
      xVal,
      yVal,
      signal,
      onBatchEnd: (event) => progress.batchEnd(event),
      onEpochEnd(event) {
        weights = network.weights;
        history.losses.push(event.loss);
        history.valLosses.push(event.valLoss ?? NaN);
        history.valAccuracies.push(event.valAccuracy ?? NaN);
        history.trainingMs.push(event.trainingMs);
        progress.epochEnd(event);
      },
    });
    return { status: "completed", history };
  } catch (failure) {
    const interrupted = signal.aborted && failure === signal.reason;
    if (!interrupted && !(failure instanceof NotFiniteError)) throw failure;
    if (weights !== undefined) network.setWeights(weights);
    return { status: interrupted ? "interrupted" : "diverged", history, failure };
  } finally {
    progress.stop();
  }
}
