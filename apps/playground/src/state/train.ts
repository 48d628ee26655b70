import { effect, signal } from "@preact/signals";
import { problemOf } from "../problem/problem.ts";
import { settings } from "./page.ts";
import { changeRun, resetRun, run } from "./run-state.ts";
import { worker } from "./worker.ts";

/** Batches a second; Infinity for as fast as it goes. */
export const speed = signal(Number.POSITIVE_INFINITY);

/** Ends what a training still waits for when the next one begins. */
let waiting = new AbortController();

/** Begins a training with the settings of the page; paused, it waits for `play` or `step`. */
export async function start({ paused = false } = {}): Promise<void> {
  waiting.abort();
  waiting = new AbortController();
  const { signal: whileWanted } = waiting;
  const number = run.value.number + 1;
  const chosen = settings.value;
  resetRun(number, chosen);
  try {
    const params = { run: number, settings: chosen, paused, batchesPerSecond: speed.value };
    const facts = await worker.call("start", params, { signal: whileWanted });
    const isPreparing = run.value.status === "preparing";
    changeRun({ facts, ...(isPreparing && { status: paused ? "paused" : "playing" }) });
  } catch (error) {
    if (whileWanted.aborted) return;
    changeRun({ status: "failed", error: problemOf(error) });
  }
}

/** Begins, or resumes. */
export function play(): void {
  if (run.value.status === "paused" && !hasChanged()) void worker.call("play", null);
  else void start();
}

/** Stays where it is; `play` resumes. */
export function pause(): void {
  changeRun({ status: "paused" });
  void worker.call("pause", null);
}

/** Trains on one batch. */
export async function step(): Promise<void> {
  const { status } = run.value;
  if (hasChanged() || (status !== "paused" && status !== "playing")) await start({ paused: true });
  await worker.call("step", null);
}

/** Ends the training; its curves and its network stay. */
export function stop(): void {
  waiting.abort();
  changeRun({ status: "stopped" });
  void worker.call("stop", null);
}

/** Whether the settings are no longer those of the training that is shown. */
export function hasChanged(): boolean {
  const { settings: trained } = run.value;
  return trained !== undefined && JSON.stringify(trained) !== JSON.stringify(settings.value);
}

/** Passes the speed on, and asks for the n-grams' baseline when the training first rests. */
export function followRun(): void {
  effect(() => {
    const batchesPerSecond = speed.value;
    if (run.peek().number > 0) void worker.call("setSpeed", { batchesPerSecond });
  });
  let asked = 0;
  effect(() => {
    const { number, status } = run.value;
    if (asked === number || (status !== "paused" && status !== "done")) return;
    asked = number;
    const { signal: whileWanted } = waiting;
    worker.call("baseline", null, { signal: whileWanted }).then(
      (baseline) => changeRun({ baseline }),
      // A training that was begun meanwhile asks for its own.
      () => undefined,
    );
  });
}
