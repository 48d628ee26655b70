/** Charts drawn by Vega as SVG, without a DOM, and the axis that the charts of a run share. */
import type { TopLevelSpec } from "vega-lite";

declare module "vega" {
  /** How the widths of texts are found: by the fonts of a canvas where there is one, or by an estimate. */
  export const textMetrics: { canvas(use: boolean): void };
}

/** How many charts are being drawn. */
let drawing = 0;

/** The chart as an SVG document: the same on every host, as no font of the host is asked for its widths. */
export async function renderVega(chart: TopLevelSpec): Promise<string> {
  // Vega takes longer to load than all the rest, so that only who draws waits for it.
  const [{ parse, textMetrics, View }, { compile }] = await Promise.all([
    import("vega"),
    import("vega-lite"),
  ]);
  const { spec } = compile(chart);
  const view = new View(parse(spec), { renderer: "none" });
  drawing++;
  textMetrics.canvas(false);
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
    drawing--;
    if (drawing === 0) textMetrics.canvas(true);
  }
}

/** The field `epoch` along x, from 1. */
export function epochAxis(epochs: number) {
  return {
    field: "epoch",
    type: "quantitative",
    title: "epoch",
    scale: { domain: epochs === 1 ? [0, 2] : [1, epochs], nice: false, padding: 12 },
    axis: { values: epochTicks(epochs), format: "d", grid: false, labelFlush: false },
  } as const;
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
