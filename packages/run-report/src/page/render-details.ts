import type { ReportedData, ReportTimings } from "../report-data.ts";
import { formatCount, formatDuration, formatPercent, sum } from "./figures.ts";
import { Html, html } from "./html.ts";

/** The texts that the network was trained and scored with. */
export function renderData(data: ReportedData): Html {
  const { classCounts, classNames, counts, description, fingerprint } = data;
  const all = sum(classCounts);
  return html`<section>
<h2>Data</h2>
${renderRows([
  ["Source", description],
  ["Texts to train on", formatCount(counts.train)],
  ["Texts to validate with", formatCount(counts.validation)],
  ["Texts to test with", formatCount(counts.test)],
  ...(classNames.length > mostListed
    ? describeClasses(data)
    : classNames.map(
        (name, i) =>
          [
            `Class ${i}: ${name}`,
            `${formatCount(classCounts[i])} to train on (${formatPercent(classCounts[i], all)})`,
          ] as const,
      )),
  ["Fingerprint", html`<code>${fingerprint}</code>`],
])}
</section>`;
}

/** More classes are counted, not listed. */
const mostListed = 12;

function describeClasses({ classNames, classCounts }: ReportedData): [string, string][] {
  const labels = [...classNames.keys()].sort((a, b) => classCounts[b] - classCounts[a] || a - b);
  const describe = (label: number): string =>
    `${classNames[label]}: ${formatCount(classCounts[label])} to train on`;
  return [
    ["Classes", formatCount(classNames.length)],
    ["The largest", describe(labels[0])],
    ["The smallest", describe(labels[labels.length - 1])],
  ];
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
${entries.length === 0 ? html`<p>None are recorded.</p>` : renderRows(entries)}
</section>`;
}

/** How long the run took, and where. */
export function renderTimings(timings: ReportTimings | undefined): Html {
  if (timings === undefined) {
    return html`<section><h2>Times</h2><p>This report has no times.</p></section>`;
  }
  const { date, host, machine, totalMs, trainingMs } = timings;
  const sorted = trainingMs.toSorted((a, b) => a - b);
  const rows: [string, string][] = [
    ["Training", formatDuration(sum(trainingMs))],
    ["An epoch, median", formatDuration(sorted[Math.floor(sorted.length / 2)])],
    [
      "An epoch, shortest and longest",
      `${formatDuration(sorted[0])} to ${formatDuration(sorted.at(-1))}`,
    ],
  ];
  if (totalMs !== undefined) rows.push(["The whole run", formatDuration(totalMs)]);
  if (machine !== undefined) rows.push(["Machine", machine]);
  if (host !== undefined) rows.push(["Host", host]);
  if (date !== undefined) rows.push(["Date", date]);
  return html`<section>
<h2>Times</h2>
${renderRows(rows)}
</section>`;
}

/** A narrow page gives a longer value than this a line of its own. */
const mostBeside = 22;

function renderRows(rows: readonly (readonly [string, Html | string])[]): Html {
  return html`<dl class="pairs">
${rows.map(([name, value]) => {
  const long = value instanceof Html || value.length > mostBeside ? "long" : "short";
  return html`<div class="${long}"><dt>${name}</dt><dd>${value}</dd></div>\n`;
})}</dl>`;
}
