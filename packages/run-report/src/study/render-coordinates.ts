import { type Html, html, nothing } from "../page/html.ts";
import type { OptionValue, StudyLine, StudyReport } from "./study-report.ts";

const width = 920;
const height = 320;
const margin = { top: 40, bottom: 24, side: 70 };
/** More lines than these are a blot: the best are drawn. */
const mostLines = 200;

/** Where values of one option, or of the metric, are on their axis: from 0, the bottom, to 1. */
interface Axis {
  readonly name: string;
  readonly place: (line: StudyLine) => number;
  readonly low: string;
  readonly high: string;
}

/** Each set of options as a line through the axes of its options and what it reached, the best one thick. */
export function renderCoordinates({ study, leaderboard }: StudyReport): Html {
  const scored = leaderboard.filter(({ mean }) => mean !== null);
  const lines = scored.slice(0, mostLines);
  if (lines.length < 2) return nothing;
  const axes = [
    ...Object.keys(study.space).map((name) => axisOf(name, lines)),
    axisBetween(study.metric, lines, ({ mean }) => mean ?? 0),
  ];
  const x = (i: number): number =>
    margin.side + ((width - 2 * margin.side) * i) / Math.max(1, axes.length - 1);
  const y = (share: number): number =>
    height - margin.bottom - share * (height - margin.top - margin.bottom);
  const pathOf = (line: StudyLine): string =>
    axes.map(({ place }, i) => `${x(i).toFixed(1)},${y(place(line)).toFixed(1)}`).join(" ");
  // The best last, over the others.
  const drawn = lines.toReversed().map((line) => {
    const isBest = line.rank === 1;
    return html`<polyline points="${pathOf(line)}" fill="none" stroke="${isBest ? "var(--validation)" : "var(--training)"}" stroke-width="${isBest ? "3" : "1.2"}" stroke-opacity="${isBest ? "1" : "0.45"}"/>`;
  });
  return html`<figure>
<div class="wide"><svg class="chart" viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-label="Parallel coordinates: each set of options is a line through its values" style="min-width: 45rem">
${drawn}
${axes.map(
  (
    { name, low, high },
    i,
  ) => html`<line x1="${x(i).toFixed(1)}" x2="${x(i).toFixed(1)}" y1="${y(0).toFixed(1)}" y2="${y(1).toFixed(1)}" stroke="var(--soft)"/>
<text x="${x(i).toFixed(1)}" y="14" text-anchor="middle" font-size="13" font-weight="600" fill="var(--ink)">${name}</text>
<text x="${x(i).toFixed(1)}" y="31" text-anchor="middle" font-size="12" fill="var(--soft)">${high}</text>
<text x="${x(i).toFixed(1)}" y="${String(height - 6)}" text-anchor="middle" font-size="12" fill="var(--soft)">${low}</text>`,
)}
</svg></div>
<figcaption class="soft">A line a set of options${scored.length > lines.length ? ", the best of them" : ""}${leaderboard.length > scored.length ? ", without those that failed" : ""}; the thick one is the first of the table.</figcaption>
</figure>`;
}

/** Numbers are placed by their size, by their logarithm where they span more than a factor of 20; else by order. */
function axisOf(name: string, lines: readonly StudyLine[]): Axis {
  const values = lines.map(({ options }) => options[name]);
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length === values.length) {
    const isWide = Math.min(...numbers) > 0 && Math.max(...numbers) / Math.min(...numbers) > 20;
    const scale = isWide ? Math.log : (value: number): number => value;
    return axisBetween(name, lines, ({ options }) => Number(options[name]), scale);
  }
  const names = [...new Set(values.map(nameOf))];
  return {
    name,
    place: ({ options }) =>
      names.length < 2 ? 0.5 : names.indexOf(nameOf(options[name])) / (names.length - 1),
    low: names[0],
    high: names[names.length - 1],
  };
}

function axisBetween(
  name: string,
  lines: readonly StudyLine[],
  valueOf: (line: StudyLine) => number,
  scale: (value: number) => number = (value) => value,
): Axis {
  const values = lines.map(valueOf);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = scale(high) - scale(low);
  return {
    name,
    place: (line) => (span === 0 ? 0.5 : (scale(valueOf(line)) - scale(low)) / span),
    low: shortenNumber(low),
    high: shortenNumber(high),
  };
}

/** Four digits; of numbers with many zeros in a power of ten. */
function shortenNumber(value: number): string {
  const shortened = Number(value.toPrecision(4));
  const size = Math.abs(shortened);
  return size >= 1e7 || (size > 0 && size < 1e-4) ? shortened.toExponential() : String(shortened);
}

/** An option's value as the page writes it. */
export function nameOf(value: OptionValue): string {
  if (typeof value === "number") return shortenNumber(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
