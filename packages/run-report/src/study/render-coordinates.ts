import { type Html, html, nothing, shorten } from "../page/html.ts";
import type { OptionValue, StudyLine, StudyReport } from "./study-report.ts";

/** Wider where the names of the axes need it. */
const leastWidth = 920;
const height = 320;
/** Of a letter above or below an axis, about. */
const letterWidth = 8;
const mostLetters = 24;
/** Of values that are not numbers, so many are named on their axis between its ends. */
const mostNamed = 12;
const margin = { top: 40, bottom: 24, side: 70 };
/** More lines than these are a blot: the best are drawn. */
const mostLines = 200;

/** Where values of one option, or of the metric, are on their axis: from 0, the bottom, to 1. */
interface Axis {
  readonly name: string;
  readonly place: (line: StudyLine) => number;
  readonly low: string;
  readonly high: string;
  /** Values between the ends that are named, and where they are. */
  readonly between?: readonly { readonly text: string; readonly share: number }[];
}

/**
 * Each set of options as a line through the axes of its options and what it reached, the best one thick; nothing
 * where fewer than two reached anything.
 */
export function renderCoordinates({ study, leaderboard }: StudyReport): Html {
  const scored = leaderboard.filter(({ mean }) => mean !== null);
  const lines = scored.slice(0, mostLines);
  if (lines.length < 2) return nothing;
  const axes = [
    ...Object.keys(study.space).map((name) => axisOf(name, lines)),
    axisBetween(study.metric, lines, ({ mean }) => mean ?? 0),
  ];
  const gaps = axes.length - 1;
  const gap = Math.max((leastWidth - 2 * margin.side) / gaps, ...axes.map(widthOf));
  const width = 2 * margin.side + gaps * gap;
  const x = (i: number): number => margin.side + gap * i;
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
<div class="wide"><svg class="chart" viewBox="0 0 ${width.toFixed(0)} ${String(height)}" role="img" aria-label="Parallel coordinates: each set of options is a line through its values" style="min-width: ${((45 * width) / leastWidth).toFixed(0)}rem">
${drawn}
${axes.map(
  (
    { name, low, high, between = [] },
    i,
  ) => html`<line x1="${x(i).toFixed(1)}" x2="${x(i).toFixed(1)}" y1="${y(0).toFixed(1)}" y2="${y(1).toFixed(1)}" stroke="var(--soft)"/>
<text x="${x(i).toFixed(1)}" y="14" text-anchor="middle" font-size="13" font-weight="600" fill="var(--ink)">${shorten(name, mostLetters)}</text>
<text x="${x(i).toFixed(1)}" y="31" text-anchor="middle" font-size="12" fill="var(--soft)">${high}</text>
<text x="${x(i).toFixed(1)}" y="${String(height - 6)}" text-anchor="middle" font-size="12" fill="var(--soft)">${low}</text>${between.map(
    ({ text, share }) => html`
<text x="${(x(i) + 6).toFixed(1)}" y="${(y(share) + 4).toFixed(1)}" font-size="12" fill="var(--soft)" stroke="var(--paper)" stroke-width="4" paint-order="stroke">${text}</text>`,
  )}`,
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
  const shareOf = (i: number): number => (names.length < 2 ? 0.5 : i / (names.length - 1));
  const shown = names.map((text) => shorten(text, mostLetters));
  const between = shown.map((text, i) => ({ text, share: shareOf(i) })).slice(1, -1);
  return {
    name,
    place: ({ options }) => shareOf(names.indexOf(nameOf(options[name]))),
    low: shown[0],
    high: shown[shown.length - 1],
    ...(between.length <= mostNamed && { between }),
  };
}

/** What an axis needs from one to the next, so that no text lies on another. */
function widthOf({ name, low, high, between = [] }: Axis): number {
  const texts = [name, low, high, ...between.map(({ text }) => text)];
  // Letters of Korean, Chinese and Japanese are twice as wide.
  const lengths = texts.map(
    (text) => shorten(text, mostLetters).replaceAll(/[\u1100-\uFFFF]/g, "xx").length,
  );
  return letterWidth * (Math.max(...lengths) + 1);
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
