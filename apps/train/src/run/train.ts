import { type History, NotFiniteError } from "@rnn/model";
import type { TextNetwork } from "@rnn/text-classifier";
import type { PreparedData } from "../data/task.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import type { TrainingProgress } from "../progress/show-training-progress.ts";
import type { Outcome } from "../report/outcome.ts";
import { fitNetwork, keepWeights, type RunCheckpoint } from "./fit-network.ts";

/** What training reached, also where it did not reach the end. */
export interface Training {
  readonly status: Outcome["status"];
  /** Of the whole epochs, those before a resumption among them. */
  readonly history: History;
  /** Whether the network's weights are those of the last whole epoch. */
  readonly whole: boolean;
  /** Why it did not reach the end: the signal's reason, or a NotFiniteError. */
  readonly failure?: unknown;
}

/** How a run is followed, left and resumed. */
export interface TrainingContext {
  readonly progress: TrainingProgress;
  readonly signal: AbortSignal;
  readonly resume: RunCheckpoint | undefined;
  readonly onCheckpoint: (checkpoint: RunCheckpoint) => Promise<void>;
}

/** Fits the network. Ended early, it is left with the weights of its last whole epoch where it had one. */
export async function train(
  network: TextNetwork,
  data: PreparedData,
  { epochs, seed, checkpointEvery }: TrainingOptions,
  { progress, signal, resume, onCheckpoint }: TrainingContext,
): Promise<Training> {
  // A checkpoint between two epochs holds the weights of the first.
  let restore = resume?.batch === 0 ? keepWeights(network, resume) : undefined;
  try {
    const history = await fitNetwork(network, data, {
      epochs,
      seed,
      signal,
      onBatchEnd: (event) => progress.batchEnd(event),
      onEpochEnd(event) {
        restore = keepWeights(network);
        progress.epochEnd(event);
      },
      onCheckpoint,
      checkpointEveryMs: checkpointEvery * 1000,
      resume,
    });
    return { status: "completed", history, whole: true };
  } catch (failure) {
    const interrupted = signal.aborted && failure === signal.reason;
    if (!interrupted && !(failure instanceof NotFiniteError)) throw failure;
    restore?.();
    const status = interrupted ? "interrupted" : "diverged";
    return { status, history: network.history, whole: restore !== undefined, failure };
  } finally {
    progress.stop();
  }
}
