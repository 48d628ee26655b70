import type { Executor, Ground } from "@rnn/sweep";
import { UnfitWorkerError } from "@rnn/sweep/queue";
import { numbers } from "../sweep/study-ground.ts";
import { resolveTrialOptions } from "../sweep/trial-options.ts";
import { TrialPool } from "../sweep/trial-pool.ts";
import { shorten, type TrialWork } from "./work.ts";

/** What work is opened with. */
export interface WorkPlace {
  /** The folder that relative paths begin at. */
  readonly folder: string;
  /** Threads; default: as many as there are processors. */
  readonly workers: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * The threads for the trials of a study.
 * @throws UnfitWorkerError where this machine lacks the data of the study, or this program is of another version
 */
export async function openTrialWork(
  { ground, epochs, first }: TrialWork,
  { folder, workers, signal }: WorkPlace,
): Promise<Executor> {
  checkVersion(ground);
  const origin = { option: "worker", path: "the study", folder };
  const pool = new TrialPool({ origin, epochs, workers });
  try {
    const options = await resolveTrialOptions({ ...first, epochs }, origin);
    const found = await pool.prepare(options, signal);
    if (found === ground.data) return pool;
    throw new UnfitWorkerError(
      `worker: expected the data that the study began with (${shorten(ground.data)}), got other data (${shorten(found)}; ${options.data}). ` +
        "Put the same file there, and start the worker again.",
    );
  } catch (error) {
    await pool.close();
    if (signal.aborted || error instanceof UnfitWorkerError) throw error;
    throw new UnfitWorkerError(describeMissing(error, folder), { cause: error });
  }
}

function checkVersion(ground: Ground): void {
  if (ground.numbers === numbers) return;
  throw new UnfitWorkerError(
    `worker: expected the version that the study began with (${ground.numbers}), got ${numbers}. ` +
      "Install that one here, or begin the study anew.",
  );
}

function describeMissing(error: unknown, folder: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return (
    `worker: expected the data of the study, got: ${message.replace(/\.$/, "")}. ` +
    `Put it there; relative paths begin at the folder that the worker is started in (${folder}).`
  );
}
