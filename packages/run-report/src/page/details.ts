import type { ReportedData, ReportTimings } from "../report-data.ts";
import { duration, grouped, percent, sum } from "./figures.ts";
import { type Html, html } from "./html.ts";

/** The texts that were trained and tested with. */
export function dataSection(data: ReportedData): Html {
  const { classCounts, classNames, counts, description, fingerprint } = data;
  const all = sum(classCounts);
  return html`<section>
<h2>Data</h2>
${pairs([
  ["Texts", description],
  ["For training", grouped(counts.train)],
  ["For validation", grouped(counts.validation)],
  ["For testing", grouped(counts.test)],
  ...classNames.map(
    (name, i) =>
      [
        `Class ${i}: ${name}`,
        `${grouped(classCounts[i])} (${percent(classCounts[i], all)})`,
      ] as const,
  ),
  ["Fingerprint", html`<code>${fingerprint}</code>`],
])}
</section>`;
}

/** Names and values of one kind, in the order they have. */
export function pairsSection(
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

export function timingsSection(timings: ReportTimings | undefined): Html {
  if (timings === undefined) {
    return html`<section><h2>Times</h2><p>No times are part of this report.</p></section>`;
  }
  const { date, machine, totalMs, trainingMs } = timings;
  const sorted = trainingMs.toSorted((a, b) => a - b);
  const rows: [string, string][] = [
    ["Training", duration(sum(trainingMs))],
    ["An epoch, median", duration(sorted[Math.floor(sorted.length / 2)])],
    ["An epoch, least and most", `${duration(sorted[0])} to ${duration(sorted.at(-1))}`],
  ];
  if (totalMs !== undefined) rows.push(["The whole run", duration(totalMs)]);
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
