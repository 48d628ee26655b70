import { useId, useRef } from "preact/hooks";
import { linearScale, logScale, type Scale } from "./scale.ts";
import { useWidth } from "./use-width.ts";

/** A line, or dots, of a chart. */
export interface Series {
  readonly name: string;
  /** Its place among the page's colours, 1 to 6. */
  readonly color: number;
  readonly points: readonly (readonly [number, number])[];
  /** Default a line; a `faint` one stands back. */
  readonly look?: "line" | "faint" | "dots" | "dashed";
}

/** A straight line across a chart, or down it, with words beside it. */
export interface Rule {
  readonly value: number;
  readonly label: string;
  readonly color?: number;
}

interface Axis {
  readonly label: string;
  readonly domain: readonly [number, number];
  readonly isLog?: boolean;
  /** Whether it counts, so that no half is written on it. */
  readonly isWhole?: boolean;
  readonly format?: (value: number) => string;
}

interface LineChartProps {
  readonly title: string;
  /** What the chart says, for those who do not see it. */
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly across?: readonly Rule[];
  readonly down?: readonly Rule[];
  readonly height?: number;
}

/** The labels of rules stand above the plot and one below the other: on no line and not on each other. */
const labelRow = 15;
const margin = { top: 12, right: 22, bottom: 38, left: 54 };

/** Lines over one axis, with a legend. */
export function LineChart(props: LineChartProps) {
  const { title, description, x, y, series, across = [], down = [], height = 230 } = props;
  const figure = useRef<HTMLElement>(null);
  const width = useWidth(figure);
  const id = useId();
  const inner = { right: width - margin.right, bottom: height - margin.bottom };
  const xScale = scaleOf(x, [margin.left, inner.right], Math.max(2, Math.round(width / 110)));
  const top = margin.top + down.length * labelRow;
  const yScale = scaleOf(y, [inner.bottom, top], 5);
  return (
    <figure class="chart" ref={figure}>
      <figcaption>{title}</figcaption>
      <ul class="legend" aria-hidden="true">
        {series.map(({ name, color, look = "line" }) => (
          <li key={name} class={`c${color} ${look}`}>
            {name}
          </li>
        ))}
        {across.map(({ label, color = 6 }) => (
          <li key={label} class={`c${color} dashed`}>
            {label}
          </li>
        ))}
      </ul>
      <svg width={width} height={height} role="img" aria-labelledby={id}>
        <title id={id}>{`${title}. ${description}`}</title>
        <g aria-hidden="true">
          {yScale.ticks.map((tick) => (
            <g key={tick} class="tick" transform={`translate(0 ${yScale.at(tick)})`}>
              <line x1={margin.left} x2={inner.right} />
              <text x={margin.left - 8} dy="0.32em" text-anchor="end">
                {formatTick(y, tick)}
              </text>
            </g>
          ))}
          {ticksOf(x, xScale).map((tick) => (
            <text
              key={tick}
              class="tick-label"
              x={xScale.at(tick)}
              y={inner.bottom + 17}
              text-anchor="middle"
            >
              {formatTick(x, tick)}
            </text>
          ))}
          <text class="axis-label" x={inner.right} y={height - 5} text-anchor="end">
            {x.label}
          </text>
          {down.map(({ value, label, color = 6 }, row) => (
            <g key={label} class={`rule c${color}`}>
              <line
                x1={xScale.at(value)}
                x2={xScale.at(value)}
                y1={margin.top + row * labelRow}
                y2={inner.bottom}
              />
              <text
                x={xScale.at(value)}
                dx={value > (x.domain[0] + x.domain[1]) / 2 ? -5 : 5}
                y={margin.top + 10 + row * labelRow}
                text-anchor={value > (x.domain[0] + x.domain[1]) / 2 ? "end" : "start"}
              >
                {label}
              </text>
            </g>
          ))}
          {across.map(({ value, label, color = 6 }) => (
            <g key={label} class={`rule c${color}`}>
              <line x1={margin.left} x2={inner.right} y1={yScale.at(value)} y2={yScale.at(value)} />
            </g>
          ))}
          {series.map((each) => (
            <SeriesMarks key={each.name} series={each} x={xScale} y={yScale} />
          ))}
        </g>
      </svg>
    </figure>
  );
}

function SeriesMarks(props: { readonly series: Series; readonly x: Scale; readonly y: Scale }) {
  const { points, color, look = "line" } = props.series;
  const at = points.map(([x, y]) => [props.x.at(x).toFixed(1), props.y.at(y).toFixed(1)] as const);
  const isFew = points.length <= 30;
  return (
    <g class={`series c${color} ${look}`}>
      {look !== "dots" && points.length > 1 && (
        <path d={`M${at.map(([x, y]) => `${x} ${y}`).join("L")}`} />
      )}
      {look !== "faint" &&
        isFew &&
        at.map(([x, y]) => <circle key={x} cx={x} cy={y} r={look === "dots" ? 3.5 : 2.5} />)}
    </g>
  );
}

function ticksOf({ isWhole }: Axis, { ticks }: Scale): readonly number[] {
  return isWhole ? ticks.filter((tick) => Number.isInteger(tick)) : ticks;
}

function scaleOf(axis: Axis, range: readonly [number, number], ticks: number): Scale {
  return axis.isLog ? logScale(axis.domain, range, ticks) : linearScale(axis.domain, range, ticks);
}

const powers = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function formatTick({ isLog, format }: Axis, value: number): string {
  if (format) return format(value);
  if (!isLog) return String(Number(value.toPrecision(6)));
  const power = Math.round(Math.log10(value));
  const digits = String(Math.abs(power)).replace(/\d/g, (digit) => powers[Number(digit)]);
  return power === 0 ? "1" : `10${power < 0 ? "⁻" : ""}${digits}`;
}
