import type { Ground, JsonRecord } from "@rnn/sweep";
import type { ScoreWorkerData } from "../score/score-task.ts";

/** What the trials of a study have in common, for workers on any machine. */
export interface TrialWork {
  readonly kind: "trial";
  readonly ground: Ground;
  /** The most epochs of a trial: at them its model is kept. */
  readonly epochs: number;
  /** The trial whose data the ground is of. */
  readonly first: { readonly options: JsonRecord; readonly seed: number };
}

/** What the chunks of a scoring have in common. */
export interface ScoreWork extends ScoreWorkerData {
  readonly kind: "score";
}

/** Work that goes through a queue. Relative paths in it begin at the folder that a worker is started in. */
export type Work = TrialWork | ScoreWork;

/** How messages show a SHA-256. */
export function shorten(digest: string): string {
  return digest.slice(0, 12);
}
