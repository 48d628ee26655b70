import type { ReportedData, ReportTimings } from "../report-data.ts";
import { formatCount, formatDuration, formatPercent, sum } from "./figures.ts";
import { type Html, html } from "./html.ts";

/** The texts that were trained and tested with. */
export function renderData(data: ReportedData): Html {
  const { classCounts, classNames, counts, description, fingerprint } = data;
  const all = sum(classCounts);
  return html`<section>
<h2>Data</h2>
${pairs([
  ["Texts", description],
  ["For training", formatCount(counts.train)],
  ["For validation", formatCount(counts.validation)],
  ["For testing", formatCount(counts.test)],
  ...classNames.map(
    (name, i) =>
      [
        `Class ${i}: ${name}`,
        `${formatCount(classCounts[i])} (${formatPercent(classCounts[i], all)})`,
      ] as const,
  ),
  ["Fingerprint", html`<code>${fingerprint}</code>`],
])}
</section>`;
}

/** Names and values of one kind, in the order they have. */
export function renderPairs(
  title: string,
  values: Readonly<Record<string, string | number | boolean | null>>,
): Html {
  const entries = Object.entries(values).map(
    ([name, value]) => [name, value === null ? "none" : String(value)] as const,
  );
  return html`<section>
<h2>${title}</h2>
${entries.length === 0 ? html`<p>None are recorded.</p>` : pairs(entries)}
</section>`;
}

export function renderTimings(timings: ReportTimings | undefined): Html {
  if (timings === undefined) {
    return html`<section><h2>Times</h2><p>No times are part of this report.</p></section>`;
  }
  const { date, machine, totalMs, trainingMs } = timings;
  const sorted = trainingMs.toSorted((a, b) => a - b);
  const rows: [string, string][] = [
    ["Training", formatDuration(sum(trainingMs))],
    ["An epoch, median", formatDuration(sorted[Math.floor(sorted.length / 2)])],
    [
      "An epoch, least and most",
      `${formatDuration(sorted[0])} to ${formatDuration(sorted.at(-1))}`,
    ],
  ];
  if (totalMs !== undefined) rows.push(["The whole run", formatDuration(totalMs)]);
  if (machine !== undefined) rows.push(["Machine", machine]);
  if (date !== undefined) rows.push(["Date", date]);
  return html`<section>
<h2>Times</h2>
${pairs(rows)}
</section>`;
}

function pairs(rows: readonly (readonly [string, Html | string])[]): Html {
  return html`<dl class="pairs">
${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}
