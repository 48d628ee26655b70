/** The losses as a picture: drawn by Vega without a DOM, rasterised with a font that travels along. */
import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { LossCurves } from "./outcome.ts";

/** What stands above the curves. */
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
const require = createRequire(import.meta.url);
const fontFiles = [
  require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
];
/** Above this many epochs the points would run into each other. */
const mostPoints = 30;
const pointLayer = { mark: { type: "point", filled: true, opacity: 1, size: 40 } } as const;

/** The chart as an SVG document of 800 pixels' width on white. */
export async function lossChartSvg(losses: LossCurves, title: ChartTitle): Promise<string> {
  const { spec } = compile(lossChartSpec(losses, title));
  const view = new View(parse(spec), { renderer: "none" });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** The SVG as a PNG, two pixels for each of its own. */
export function pngOf(svg: string): Uint8Array {
  const image = new Resvg(svg, {
    fitTo: { mode: "zoom", value: 2 },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: font },
  });
  return image.render().asPng();
}

function lossChartSpec({ losses, valLosses }: LossCurves, heading: ChartTitle): TopLevelSpec {
  const epochs = losses.length;
  const [training, validation] = curves.map(({ name }) => name);
  const values = [
    ...losses.map((loss, i) => ({ epoch: i + 1, loss, curve: training })),
    ...valLosses.map((loss, i) => ({ epoch: i + 1, loss, curve: validation })),
  ];
  const domain = curves.map(({ name }) => name);
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
      x: {
        field: "epoch",
        type: "quantitative",
        title: "epoch",
        scale: { domain: epochs === 1 ? [0, 2] : [1, epochs], nice: false, padding: 12 },
        axis: { values: epochTicks(epochs), format: "d", grid: false, labelFlush: false },
      },
      y: {
        field: "loss",
        type: "quantitative",
        title: "loss (mean cross-entropy)",
        scale: { zero: false, padding: 12 },
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

/** Whole epochs, at most about ten, always the first and the last. */
function epochTicks(epochs: number): number[] {
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500];
  const every = steps.find((step) => epochs / step <= 10) ?? epochs;
  const ticks = [1];
  for (let epoch = every; epoch < epochs - every / 2; epoch += every) {
    if (epoch > 1) ticks.push(epoch);
  }
  if (epochs > 1) ticks.push(epochs);
  return ticks;
}
