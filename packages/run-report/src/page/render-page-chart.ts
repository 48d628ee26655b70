/** Charts within the page: in its font and ink, as wide as there is room, named for those who do not see them. */
import type { TopLevelSpec } from "vega-lite";
import { renderVega } from "../charts/render-vega.ts";
import { type Html, html, trustMarkup } from "./html.ts";

const config = {
  aria: false,
  font: "sans-serif",
  view: { stroke: null },
  axis: {
    labelFontSize: 13,
    titleFontSize: 13,
    titleFontWeight: "normal",
    titlePadding: 8,
    labelColor: "currentColor",
    titleColor: "currentColor",
    domainColor: "currentColor",
    tickColor: "currentColor",
    domainOpacity: 0.4,
    tickOpacity: 0.4,
    gridColor: "currentColor",
    gridOpacity: 0.12,
  },
  axisY: { domain: false, ticks: false, labelPadding: 6 },
} as const satisfies TopLevelSpec["config"];

type PageChart<T = TopLevelSpec> = T extends unknown
  ? Omit<T, "config" | "background" | "padding" | "autosize">
  : never;

/** The chart, transparent, with `label` for readers without a picture. Colours may be the page's variables. */
export async function renderPageChart(chart: PageChart, label: string): Promise<Html> {
  const svg = await renderVega({
    ...chart,
    config,
    background: "transparent",
    padding: 4,
    autosize: { type: "fit", contains: "padding" },
  });
  const [head, viewBox] = /^<svg[^>]*viewBox="([^"]*)"[^>]*>/.exec(svg) ?? ["", "0 0 440 290"];
  return html`<svg class="chart" viewBox="${viewBox}" role="img" aria-label="${label}">${trustMarkup(svg.slice(head.length))}`;
}
