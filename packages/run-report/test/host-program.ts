import { plotLosses, renderLossChart, renderReportHtml } from "../src/index.ts";
import { reportOf } from "./report-of.ts";

/** What every host draws to the byte alike. */
export async function drawAll(): Promise<Record<string, string>> {
  const report = reportOf();
  const { history } = report;
  return {
    page: await renderReportHtml(report, undefined),
    chart: await renderLossChart(history, { title: "Loss on films", subtitle: "32 cells" }),
    plot: plotLosses(history, true),
  };
}
