/** The figures as pictures: SVG on white, so that they can be read on any page. */
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { GrowthCurve } from "../measure/growth-curve.ts";
import type { LayerRows } from "../measure/measure-layers.ts";
import type { SubjectRow } from "../runner/subject.ts";
import { findFastest, findRow } from "./layer-tables.ts";

const style = { background: "white", padding: 12, config: { view: { stroke: null } } } as const;
const font = "DejaVu Sans, Helvetica, Arial, sans-serif";
const colors = { domain: ["@rnn/model", "others"], range: ["#1f6feb", "#9aa4b2"] };

const decades = [0.01, 0.1, 1, 10, 100, 1000];

const labelAxis = { field: "label", type: "nominal", sort: { field: "s" }, title: null } as const;
const secondsAxis = {
  field: "s",
  type: "quantitative",
  title: "seconds an epoch, logarithmic",
} as const;

/** A bar a tool, the fastest on top, with its seconds. */
const bars = {
  encoding: { y: { ...labelAxis, axis: { labelLimit: 520, ticks: false, domain: false } } },
  layer: [
    {
      mark: { type: "bar", height: 14 },
      encoding: {
        x: { ...secondsAxis, scale: { type: "log", domainMin: 0.01 }, axis: { values: decades } },
        x2: { field: "from" },
        color: { field: "whose", type: "nominal", scale: colors, legend: null },
      },
    },
    {
      mark: { type: "text", align: "left", dx: 5 },
      encoding: { x: secondsAxis, text: { field: "text" } },
    },
  ],
} as const satisfies Partial<TopLevelSpec>;

/** Seconds of an epoch by every tool, on a logarithmic axis. */
export function epochPicture(rows: readonly SubjectRow[]): Promise<string> {
  const values = rows.flatMap(({ tool, variant, epochMs }) => {
    if (epochMs === undefined) return [];
    const whose = tool === "@rnn/model" ? tool : "others";
    const s = epochMs / 1e3;
    return [{ label: `${tool}: ${variant}`, s, from: 0.01, whose, text: `${s.toPrecision(2)} s` }];
  });
  return draw({ ...style, width: 460, data: { values }, ...bars });
}

/** Seconds of an epoch of each network: ours, and every other tool's fastest. */
export function layerPicture(networks: readonly LayerRows[]): Promise<string> {
  const values = networks.flatMap(({ title, rows }) => {
    const theirs = ["torch", "keras", "tfjs"].map((prefix) => findFastest(rows, prefix));
    const shown = [findRow(rows, "wasm"), findRow(rows, "relaxed-threads"), ...theirs];
    return shown.flatMap((row) => {
      if (row?.epochMs === undefined) return [];
      const s = row.epochMs / 1e3;
      const whose = row.tool === "@rnn/model" ? row.tool : "others";
      const label = `${row.tool}: ${row.variant}`;
      return [{ title, label, s, from: 0.01, whose, text: `${s.toPrecision(2)} s` }];
    });
  });
  const panels = networks.map(({ title }) => ({
    title: { text: title, anchor: "start" },
    width: 460,
    data: { values: values.filter((value) => value.title === title) },
    ...bars,
  }));
  return draw({ ...style, columns: 1, concat: panels } as TopLevelSpec);
}

/** How an epoch grows with each size: points, and the curve fitted to them. */
export function growthPicture(curves: readonly GrowthCurve[]): Promise<string> {
  // One axis for all panels: whole decades from 0.01 on.
  const slowest = Math.max(...curves.flatMap(({ points }) => points.map(({ ms }) => ms / 1e3)));
  const domain = [decades[0], decades.find((decade) => decade >= slowest) ?? slowest];
  const axes = [...new Set(curves.map(({ axis }) => axis))];
  const panels = axes.map((axis) => {
    const here = curves.filter((curve) => curve.axis === axis);
    const values = here.flatMap(({ tool, points, exponent: p }) => {
      // The fitted line goes through the points' centre.
      const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
      const at = mean(points.map(({ value }) => Math.log(value)));
      const height = mean(points.map(({ ms }) => Math.log(ms / 1e3)));
      return points.map(({ value, ms }) => ({
        tool,
        whose: tool === "@rnn/model" ? tool : "others",
        value,
        s: ms / 1e3,
        fitted: Math.exp(height + p * (Math.log(value) - at)),
      }));
    });
    const measured = [...new Set(values.map(({ value }) => value))];
    const labels = { values: measured, format: "~s", grid: false, labelOverlap: true } as const;
    return {
      title: {
        text: axis,
        subtitle: here.map(({ tool, exponent: p }) => `${tool}: exponent ${p.toFixed(2)}`),
        anchor: "start",
      },
      width: 250,
      height: 170,
      data: { values },
      encoding: {
        x: {
          field: "value",
          type: "quantitative",
          scale: { type: "log", nice: false },
          title: null,
          axis: labels,
        },
        color: { field: "whose", type: "nominal", scale: colors, legend: null },
      },
      layer: [
        {
          mark: { type: "line", strokeDash: [4, 3], strokeWidth: 1 },
          encoding: { y: seconds("fitted", domain), detail: { field: "tool" } },
        },
        { mark: { type: "point", filled: true, size: 45 }, encoding: { y: seconds("s", domain) } },
      ],
    };
  });
  return draw({ ...style, columns: 2, concat: panels } as TopLevelSpec);
}

function seconds(field: string, domain: number[]) {
  const axis = { values: decades, format: "~g" };
  const scale = { type: "log", domain, nice: false };
  return { field, type: "quantitative", scale, axis, title: "seconds an epoch" } as const;
}

async function draw(spec: TopLevelSpec): Promise<string> {
  const { spec: compiled } = compile({ ...spec, config: { ...style.config, font } });
  return new View(parse(compiled), { renderer: "none" }).toSVG();
}
