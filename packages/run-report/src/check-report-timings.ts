import * as v from "valibot";
import { readChecked } from "./read-checked.ts";
import type { ReportTimings } from "./report-data.ts";

const durationMs = v.pipe(v.number(), v.finite(), v.minValue(0));

const reportTimings = v.object({
  trainingMs: v.array(durationMs),
  totalMs: v.optional(durationMs),
  run: v.optional(v.string()),
  machine: v.optional(v.string()),
  host: v.optional(v.string()),
  date: v.optional(v.string()),
});

/**
 * The value as the times of a run, without what this version does not know.
 * @throws TypeError where a part of it is missing or impossible: with the place
 * @example
 * ```ts
 * checkReportTimings({ trainingMs: [110, 108], cores: 2 }); // => { trainingMs: [110, 108] }
 * ```
 */
export function checkReportTimings(value: unknown): ReportTimings {
  return readChecked(reportTimings, value, "checkReportTimings", "the times of a run");
}
