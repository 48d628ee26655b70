/** The losses as a picture: drawn by Vega without a DOM, rasterised with a font that travels along. */
import type { TopLevelSpec } from "vega-lite";
import type { LossCurves } from "./loss-curves.ts";
import { epochAxis, renderVega } from "./render-vega.ts";
import { widenDomain } from "./widen-domain.ts";

/** What is above the curves. */
export interface ChartTitle {
  readonly title: string;
  readonly subtitle: string;
}

/** Blue and vermilion of the palette of Okabe and Ito, which colour-blind readers tell apart. */
const curves = [
  { name: "training loss", color: "#0072b2", dash: [1, 0] },
  { name: "validation loss", color: "#d55e00", dash: [6, 3] },
];

const font = "DejaVu Sans";
/** Above this many epochs the points would run into each other. */
const mostPoints = 30;
const pointLayer = { mark: { type: "point", filled: true, opacity: 1, size: 40 } } as const;

/** The chart as an SVG document of 800 pixels' width on white. */
export async function renderLossChart(losses: LossCurves, title: ChartTitle): Promise<string> {
  return await renderVega(lossChartSpec(losses, title));
}

function lossChartSpec({ losses, valLosses }: LossCurves, heading: ChartTitle): TopLevelSpec {
  const epochs = losses.length;
  const [training, validation] = curves.map(({ name }) => name);
  const values = [
    ...losses.map((loss, i) => ({ epoch: i + 1, loss, curve: training })),
    ...valLosses.map((loss, i) => ({ epoch: i + 1, loss, curve: validation })),
  ];
  const domain = curves.map(({ name }) => name);
  const lossDomain = widenDomain([...losses, ...valLosses]);
  return {
    width: 800,
    height: 450,
    autosize: { type: "fit", contains: "padding" },
    padding: 16,
    background: "white",
    title: {
      text: heading.title,
      subtitle: heading.subtitle,
      anchor: "start",
      frame: "bounds",
      offset: 14,
      fontSize: 18,
      subtitleFontSize: 13,
      subtitleColor: "#555",
      subtitlePadding: 6,
    },
    data: { values },
    encoding: {
      x: epochAxis(epochs),
      y: {
        field: "loss",
        type: "quantitative",
        title: "loss (mean cross-entropy)",
        scale: { zero: false, padding: 12, ...(lossDomain && { domain: lossDomain }) },
        axis: { tickCount: 6 },
      },
      color: {
        field: "curve",
        type: "nominal",
        title: null,
        scale: { domain, range: curves.map(({ color }) => color) },
        legend: { orient: "top", direction: "horizontal", symbolType: "stroke", labelLimit: 0 },
      },
    },
    layer: [
      {
        mark: { type: "line", strokeWidth: 2.5 },
        encoding: {
          strokeDash: {
            field: "curve",
            type: "nominal",
            title: null,
            scale: { domain, range: curves.map(({ dash }) => dash) },
          },
        },
      },
      ...(epochs <= mostPoints ? [pointLayer] : []),
    ],
    config: {
      font: `${font}, Verdana, sans-serif`,
      view: { stroke: null },
      axis: { labelFontSize: 13, titleFontSize: 14, titleFontWeight: "normal", titlePadding: 10 },
      axisY: { domain: false, ticks: false, gridColor: "#e5e5e5", labelPadding: 6 },
      legend: { labelFontSize: 14, symbolSize: 500, symbolStrokeWidth: 2.5, offset: 8 },
    },
  };
}
