import type { TopLevelSpec } from "vega-lite";
import { widenDomain } from "../charts/widen-domain.ts";
import type { ReportedRejection } from "../report-calibration.ts";
import { formatDecimals, formatPercent } from "./figures.ts";
import type { Html } from "./html.ts";
import { renderPageChart } from "./render-page-chart.ts";

/** The accuracy of the rest over the share of texts that are not sure, with the classifier's own bound. */
export async function renderRejectionChart({
  below,
  curve,
  bounds,
}: ReportedRejection): Promise<Html> {
  const known = curve.filter(({ accuracy }) => accuracy !== null);
  const domain = widenDomain(
    known.map(({ accuracy }) => accuracy ?? 0),
    1,
  );
  const encoding = {
    x: {
      field: "share",
      type: "quantitative",
      title: "texts that are not sure",
      scale: { domain: [0, 1] },
      axis: { format: ".0%", tickCount: 5, grid: false },
    },
    y: {
      field: "accuracy",
      type: "quantitative",
      title: "accuracy of the rest",
      scale: { zero: false, padding: 10, ...(domain && { domain }) },
      axis: { tickCount: 5, format: ".3~f" },
    },
  };
  const own = bounds.filter((each) => each.below === below && each.accuracy !== null);
  const chart = {
    width: 440,
    height: 300,
    layer: [
      {
        data: { values: known },
        mark: { type: "line", strokeWidth: 2.5, color: "var(--training)" },
        encoding,
      },
      {
        data: { values: own },
        mark: { type: "point", filled: true, opacity: 1, size: 90, color: "var(--validation)" },
        encoding,
      },
    ],
  };
  const last = known.at(-1);
  const rises =
    last === undefined
      ? ""
      : ` It is ${formatDecimals(known[0].accuracy)} of all texts, and ${formatDecimals(last.accuracy)} where ` +
        `${formatPercent(last.share, 1)} are not sure.`;
  return renderPageChart(
    chart as TopLevelSpec,
    `Accuracy of the texts that are sure over the share that are not.${rises}`,
  );
}
