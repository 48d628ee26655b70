import type { Settings } from "../src/settings/settings.ts";
import type { EpochResult, Progress, RunStatus } from "../src/training/progress.ts";
import { openSession } from "../src/worker/open-session.ts";
import type { Session } from "../src/worker/session.ts";

/** A training without a page: its reports, put together. */
export interface OpenedRun {
  readonly session: Session;
  readonly batchLosses: number[];
  readonly epochs: EpochResult[];
  readonly statuses: RunStatus[];
  /** Resolves when the training has that status. */
  readonly until: (status: RunStatus) => Promise<void>;
}

/** Opens a training of the settings, paused. */
export async function openRun(settings: Settings): Promise<OpenedRun> {
  const batchLosses: number[] = [];
  const epochs: EpochResult[] = [];
  const statuses: RunStatus[] = [];
  const waiting: { status: RunStatus; resolve: () => void }[] = [];
  const report = (progress: Progress) => {
    batchLosses.push(...progress.batchLosses);
    epochs.push(...progress.epochs);
    statuses.push(progress.status);
    for (const each of waiting) if (each.status === progress.status) each.resolve();
  };
  const params = { run: 1, settings, batchesPerSecond: Infinity, paused: true };
  const session = await openSession(params, report, new AbortController().signal);
  const until = (status: RunStatus) =>
    new Promise<void>((resolve) => {
      waiting.push({ status, resolve });
    });
  return { session, batchLosses, epochs, statuses, until };
}
