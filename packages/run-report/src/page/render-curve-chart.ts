import type { TopLevelSpec } from "vega-lite";
import { epochAxis } from "../charts/render-vega.ts";
import { widenDomain } from "../charts/widen-domain.ts";
import type { Html } from "./html.ts";
import { renderPageChart } from "./render-page-chart.ts";
import { sampleIndices } from "./sample-indices.ts";

/** How each kind of curve looks; its colour is the variable of the page that has its name. */
const looks = {
  training: { dash: [1, 0], thin: false },
  validation: { dash: [6, 3], thin: false },
  /** Behind the others and without points: something to compare with. */
  reference: { dash: [1, 0], thin: true },
} as const;

const kinds = Object.keys(looks);

/** One value an epoch. */
export interface Curve {
  readonly kind: keyof typeof looks;
  readonly values: readonly number[];
}

/** What a chart of curves shows besides them. */
export interface CurveChartOptions {
  readonly yTitle: string;
  /** Read to those who do not see the chart. */
  readonly label: string;
  /** Above which no value can be. */
  readonly most?: number | undefined;
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

/** The curves over the epochs of the first of them. */
export async function renderCurveChart(
  curves: readonly Curve[],
  { yTitle, label, most, level }: CurveChartOptions,
): Promise<Html> {
  const epochs = curves[0].values.length;
  const rows = rowsOf(curves, epochs);
  const shown = rows.map(({ value }) => value);
  const domain = widenDomain(level === undefined ? shown : [...shown, level.value], most);
  const styled = (range: readonly unknown[]) => ({
    field: "kind",
    type: "nominal",
    scale: { domain: kinds, range },
    legend: null,
  });
  const color = styled(kinds.map((kind) => `var(--${kind})`));
  const strokeDash = styled(Object.values(looks).map(({ dash }) => dash));
  const lines = (thin: boolean) => ({
    data: { values: rows.filter(({ kind }) => looks[kind].thin === thin) },
    mark: { type: "line", strokeWidth: thin ? 1.5 : 2.5 },
    encoding: { color, strokeDash },
  });
  const points = {
    data: { values: rows.filter(({ kind }) => epochs === 1 || !looks[kind].thin) },
    mark: { type: "point", filled: true, opacity: 1, size: 30 },
    encoding: { color },
  };
  const chart = {
    width: 440,
    height: 270,
    encoding: {
      x: epochAxis(epochs),
      y: {
        field: "value",
        type: "quantitative",
        title: yTitle,
        scale: { zero: false, padding: 10, ...(domain && { domain }) },
        axis: { tickCount: 5 },
      },
    },
    layer: [
      ...(level === undefined ? [] : levelLayers(level)),
      lines(true),
      lines(false),
      ...(epochs > mostPoints ? [] : [points]),
    ],
  };
  return renderPageChart(chart as TopLevelSpec, label);
}

interface Row extends Pick<Curve, "kind"> {
  readonly epoch: number;
  readonly value: number;
}

/** What the curves have in these epochs; a value that is not finite has no row. */
function rowsOf(curves: readonly Curve[], epochs: number): Row[] {
  return curves.flatMap(({ kind, values }) =>
    sampleIndices(epochs, mostEpochs)
      .map((i) => ({ epoch: i + 1, value: values[i], kind }))
      .filter(({ value }) => Number.isFinite(value)),
  );
}

function levelLayers(level: Level): unknown[] {
  const data = { values: [level] };
  const text = {
    type: "text",
    align: "left",
    baseline: "bottom",
    x: 2,
    dy: -4,
    fontSize: 12,
    color: "currentColor",
    opacity: 0.8,
  };
  return [
    {
      data,
      mark: { type: "rule", color: "var(--reference)", strokeWidth: 1.5 },
      encoding: { x: null },
    },
    { data, mark: text, encoding: { x: null, text: { field: "name", type: "nominal" } } },
  ];
}
