export { chapterCurve } from "./chapter-curve.ts";
export { type ChartTitle, lossChartSvg } from "./charts/loss-chart.ts";
export type { LossCurves } from "./charts/loss-curves.ts";
export { lossPlot } from "./charts/loss-plot.ts";
export { type PngOptions, renderPng } from "./charts/render-png.ts";
export { checkReportData } from "./check-report-data.ts";
export { type FinishedRun, makeReport, type ScoredTexts } from "./make-report.ts";
export { reportHtml } from "./page/report-html.ts";
export {
  type ChapterCurve,
  type OfBoth,
  type ProbabilityHistogram,
  type ReportData,
  type ReportedData,
  type ReportedEvaluation,
  type ReportedWord,
  type ReportHistory,
  type ReportTimings,
  reportFormat,
  type WordTrace,
} from "./report-data.ts";
