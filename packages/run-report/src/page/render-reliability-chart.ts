import type { TopLevelSpec } from "vega-lite";
import type { ReportedCalibration, ReportedReliability } from "../report-calibration.ts";
import { formatDecimals } from "./figures.ts";
import type { Html } from "./html.ts";
import { renderPageChart } from "./render-page-chart.ts";

/** Accuracy over confidence, before and after calibration, beside what they should be: equal. */
export async function renderReliabilityChart(
  { before, after }: ReportedCalibration,
  classes: number,
): Promise<Html> {
  const all = [...after.bins, ...(before?.bins ?? [])];
  // The likeliest of two classes is never below a half.
  const from = classes > 2 ? 0 : 0.5;
  const lowest = all.reduce((least, { accuracy }) => Math.min(least, accuracy), from);
  const domain = [Math.floor(lowest * 10) / 10, 1];
  const encoding = {
    x: {
      field: "confidence",
      type: "quantitative",
      title: "probability of the likeliest class",
      scale: { domain: [from, 1] },
      axis: { format: ".2~f", tickCount: 5, grid: false, labelFlush: false },
    },
    y: {
      field: "accuracy",
      type: "quantitative",
      title: "share that is right",
      scale: { domain },
      axis: { format: ".2~f", tickCount: 5 },
    },
  };
  const lineOf = ({ bins }: ReportedReliability, color: string, strokeDash: number[]) => ({
    data: { values: bins },
    mark: { type: "line", strokeWidth: 2.5, color, strokeDash },
    encoding,
  });
  const ideal = [Math.max(from, domain[0]), 1].map((at) => ({ confidence: at, accuracy: at }));
  const chart = {
    width: 440,
    height: 300,
    layer: [
      {
        data: { values: ideal },
        mark: { type: "line", strokeWidth: 1.5, color: "var(--reference)" },
        encoding,
      },
      ...(before === null ? [] : [lineOf(before, "var(--validation)", [6, 3])]),
      lineOf(after, "var(--training)", [1, 0]),
      {
        data: { values: after.bins },
        mark: { type: "point", filled: true, opacity: 1, color: "var(--training)" },
        encoding: {
          ...encoding,
          size: {
            field: "count",
            type: "quantitative",
            scale: { domain: [0, largest(after)], range: [12, 220] },
            legend: null,
          },
        },
      },
    ],
  };
  const was = before === null ? "" : `, before calibration ${formatDecimals(before.error)}`;
  return renderPageChart(
    chart as TopLevelSpec,
    `Reliability diagram: the share of texts that are read rightly over the probability of their likeliest class. ` +
      `Expected calibration error ${formatDecimals(after.error)}${was}.`,
  );
}

function largest({ bins }: ReportedReliability): number {
  return bins.reduce((most, { count }) => Math.max(most, count), 1);
}
