import type { ReportHistory } from "../report-data.ts";

/** The two curves of a run, an entry an epoch. */
export type LossCurves = Pick<ReportHistory, "losses" | "valLosses">;
