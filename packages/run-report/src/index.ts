export { chapterCurve } from "./chapter-curve.ts";
export type { LossCurves } from "./charts/loss-curves.ts";
export { plotLosses } from "./charts/plot-losses.ts";
export { type ChartTitle, renderLossChart } from "./charts/render-loss-chart.ts";
export { type PngOptions, renderPng } from "./charts/render-png.ts";
export { checkReportData } from "./check-report-data.ts";
export { checkReportTimings } from "./check-report-timings.ts";
export { findShownRows } from "./chosen-rows.ts";
export { type FinishedRun, makeReport, type ScoredTexts } from "./make-report.ts";
export { renderReportHtml } from "./page/render-report-html.ts";
export type {
  ReportedCalibration,
  ReportedRejection,
  ReportedReliability,
  ReportedThreshold,
} from "./report-calibration.ts";
export {
  type ChapterCurve,
  type OfBoth,
  type ProbabilityHistogram,
  type ReportData,
  type ReportedComparison,
  type ReportedData,
  type ReportedEvaluation,
  type ReportedModel,
  type ReportedNgram,
  type ReportedWarning,
  type ReportedWord,
  type ReportHistory,
  type ReportTimings,
  reportFormat,
  type WordTrace,
} from "./report-data.ts";
export { renderStudyHtml } from "./study/render-study-html.ts";
export type { StudyCost } from "./study/study-cost.ts";
export type { OptionValue, StudyLine, StudyReport } from "./study/study-report.ts";
