import { effect, signal } from "@preact/signals";
import { get, set } from "idb-keyval";
import { type Problem, problemOf } from "../problem/problem.ts";
import type { Settings } from "../settings/settings.ts";
import type { TextFiles } from "../worker/own-texts.ts";
import { openTexts, ownFiles } from "./own-texts.ts";
import { settings } from "./page.ts";
import {
  changeRun,
  curves,
  curvesVersion,
  networkVersion,
  type RunState,
  resetRun,
  run,
} from "./run-state.ts";
import { worker } from "./worker.ts";

/** What is kept of a visit in the browser's database. */
interface LastSession {
  readonly settings: Settings;
  readonly status: RunState["status"];
  readonly batchesPerEpoch: number;
  readonly baseline: RunState["baseline"];
  readonly curves: typeof curves;
  /** What `save` of the worker gave. */
  readonly training: Uint8Array;
  /** Where texts of the visitor's own are from. */
  readonly files: TextFiles;
}

/** Its key in the database. */
const key = "last-session";

/** Why the last session could not be kept or brought back. */
export const sessionError = signal<Problem | undefined>(undefined);

/** Brings the last session back where the address does not ask for another, and keeps each training that rests. */
export function followLastSession(): void {
  const isAsked = location.hash.includes("?");
  void attempt(() => bringBack(isAsked)).then(() =>
    effect(() => {
      const { status, number, baseline } = run.value;
      // Once more when the worker rests: the page says "paused" at once, the worker after its batch.
      void networkVersion.value;
      const rests = status === "paused" || status === "done" || status === "stopped";
      if (number > 0 && rests) void attempt(() => keep(status, baseline));
    }),
  );
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    sessionError.value = problemOf(error);
  }
}

async function keep(status: RunState["status"], baseline: RunState["baseline"]): Promise<void> {
  const { settings: trained, batchesPerEpoch, number } = run.peek();
  const training = await worker.call("save", null);
  if (trained === undefined || training === undefined || run.peek().number !== number) return;
  const files = trained.data === "own" ? ownFiles.peek() : [];
  const kept = { settings: trained, status, batchesPerEpoch, baseline, curves, training, files };
  await set(key, kept satisfies LastSession);
}

async function bringBack(isAsked: boolean): Promise<void> {
  const last = await get<LastSession>(key);
  if (last === undefined || run.peek().number > 0) return;
  const isSame = JSON.stringify(last.settings) === JSON.stringify(settings.peek());
  if (isAsked && !isSame) return;
  if (last.files.length > 0) await openTexts(last.files);
  settings.value = last.settings;
  const number = 1;
  resetRun(number, last.settings);
  try {
    const facts = await worker.call("restore", {
      run: number,
      settings: last.settings,
      training: last.training,
      batchesPerSecond: Number.POSITIVE_INFINITY,
      paused: true,
    });
    if (run.peek().number !== number) return;
    Object.assign(curves, last.curves);
    curvesVersion.value++;
    const { status, batchesPerEpoch, baseline } = last;
    changeRun({ facts, status, batchesPerEpoch, baseline });
    networkVersion.value++;
  } catch (error) {
    changeRun({ status: "empty", settings: undefined });
    throw error;
  }
}
