import type { TopLevelSpec } from "vega-lite";
import { epochAxis } from "../vega-svg.ts";
import type { Html } from "./html.ts";
import { pageChart } from "./page-chart.ts";
import { sampled } from "./sampled.ts";

/** One value an epoch. */
export interface Curve {
  readonly name: string;
  readonly values: readonly number[];
  /** A colour, or a variable of the page as `var(--name)`. */
  readonly color: string;
  readonly dash: readonly [number, number];
  /** A hair without points, behind the others: something to compare with. */
  readonly thin?: boolean;
}

/** What a chart of curves shows besides them. */
export interface CurveChartOptions {
  readonly yTitle: string;
  /** Told to those who do not see the chart. */
  readonly label: string;
  /** A level across the chart, named above its line. */
  readonly level?: Level | undefined;
}

interface Level {
  readonly value: number;
  readonly name: string;
}

/** Above this many epochs the points would run into each other. */
const mostPoints = 30;
/** Above this many, epochs are left out: the chart has no more pixels. */
const mostEpochs = 400;

const legend = {
  orient: "top",
  symbolType: "stroke",
  symbolSize: 400,
  symbolStrokeWidth: 2,
  labelFontSize: 13,
  labelLimit: 0,
  labelColor: "currentColor",
  columnPadding: 14,
  offset: 8,
} as const;

/** The curves over the epochs of the first of them. */
export async function curveChart(
  curves: readonly Curve[],
  { yTitle, label, level }: CurveChartOptions,
): Promise<Html> {
  const epochs = curves[0].values.length;
  const domain = curves.map(({ name }) => name);
  const styled = (range: readonly unknown[]) => ({
    field: "curve",
    type: "nominal",
    title: null,
    scale: { domain, range },
    legend: curves.length === 1 ? null : legend,
  });
  const color = styled(curves.map((curve) => curve.color));
  const strokeDash = styled(curves.map(({ dash }) => dash));
  const lines = (thin: boolean) => ({
    data: { values: rows(curves, epochs).filter((row) => row.thin === thin) },
    mark: { type: "line", strokeWidth: thin ? 1.25 : 2.5 },
    encoding: { color, strokeDash },
  });
  const points = {
    data: { values: rows(curves, epochs).filter(({ thin }) => epochs === 1 || !thin) },
    mark: { type: "point", filled: true, opacity: 1, size: 30 },
    encoding: { color },
  };
  const chart = {
    width: 440,
    height: 290,
    encoding: {
      x: epochAxis(epochs),
      y: {
        field: "value",
        type: "quantitative",
        title: yTitle,
        scale: { zero: false, padding: 10 },
        axis: { tickCount: 5, format: ".3~f" },
      },
    },
    layer: [
      ...(level === undefined ? [] : levelLayers(level)),
      lines(true),
      lines(false),
      ...(epochs > mostPoints ? [] : [points]),
    ],
  };
  return pageChart(chart as TopLevelSpec, label);
}

/** What the curves have in these epochs, a row each; a value that is not finite has none. */
function rows(
  curves: readonly Curve[],
  epochs: number,
): { epoch: number; value: number; curve: string; thin: boolean }[] {
  return curves.flatMap(({ name, values, thin = false }) =>
    sampled(epochs, mostEpochs)
      .map((i) => ({ epoch: i + 1, value: values[i], curve: name, thin }))
      .filter(({ value }) => Number.isFinite(value)),
  );
}

function levelLayers({ value, name }: Level): unknown[] {
  const y = { datum: value, type: "quantitative" };
  const text = {
    type: "text",
    align: "left",
    baseline: "bottom",
    x: 2,
    dy: -4,
    fontSize: 12,
    color: "currentColor",
    opacity: 0.75,
  };
  return [
    {
      data: { values: [{}] },
      mark: { type: "rule", color: "var(--reference)", strokeWidth: 1.5 },
      encoding: { x: null, y },
    },
    {
      data: { values: [{ name }] },
      mark: text,
      encoding: { x: null, y, text: { field: "name", type: "nominal" } },
    },
  ];
}
