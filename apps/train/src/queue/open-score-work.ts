import { resolve } from "node:path";
import type { Executor } from "@rnn/sweep";
import { UnfitWorkerError } from "@rnn/sweep/queue";
import { fingerprintModel } from "../score/fingerprint-model.ts";
import { openScorePool } from "../score/open-score-pool.ts";
import type { ScoreTask } from "../score/score-task.ts";
import type { WorkPlace } from "./open-trial-work.ts";
import { type ScoreWork, shorten } from "./work.ts";

/**
 * The threads for the chunks of a scoring.
 * @throws UnfitWorkerError where this machine lacks the model
 */
export async function openScoreWork(
  work: ScoreWork,
  { folder, workers }: WorkPlace,
): Promise<Executor<ScoreTask, Uint8Array>> {
  const { fingerprint } = work;
  const model = resolve(folder, work.model);
  const found = await fingerprintModel(model).catch((cause: unknown) => {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new UnfitWorkerError(
      `worker: expected the model of the scoring, got: ${message.replace(/\.$/, "")} (${model}). ` +
        `Put it there; relative paths begin at the folder that the worker is started in (${folder}).`,
      { cause },
    );
  });
  if (found === fingerprint) return openScorePool({ ...work, model }, workers);
  throw new UnfitWorkerError(
    `worker: expected the model that the scoring began with (${shorten(fingerprint)}), got another (${shorten(found)}; ${model}). ` +
      "Put the same file there, and start the worker again.",
  );
}
