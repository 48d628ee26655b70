import type { ServeRow } from "../measure/measure-serve.ts";

/** A service under load in a line. */
export function describeService(row: ServeRow): string {
  const { answered, failed, seconds, medianMs, p99Ms, startMiB, peakMiB, stopMs, exitCode } = row;
  return (
    `${Math.round(answered / seconds)} texts a second over ${Math.round(seconds)} s, ${failed} failed; ` +
    `median ${medianMs.toFixed(1)} ms, 99 of 100 within ${p99Ms.toFixed(1)} ms; ` +
    `${Math.round(startMiB)} MiB at the start, ${Math.round(peakMiB)} at most; ` +
    `stopped in ${Math.round(stopMs)} ms with exit code ${exitCode}.`
  );
}
