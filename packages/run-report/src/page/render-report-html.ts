/**
 * The report of a run as one page: no script, no network, nothing beside it. Equal data and timings give
 * equal bytes. All text is escaped, and the page's own policy forbids everything but its styles.
 */

import type { ReportData, ReportTimings } from "../report-data.ts";
import { html, nothing, trustMarkup } from "./html.ts";
import { pageStyle } from "./page-style.ts";
import { renderCalibration } from "./render-calibration.ts";
import { renderComparisons } from "./render-comparison.ts";
import { renderData, renderPairs, renderTimings } from "./render-details.ts";
import { renderEvaluation } from "./render-evaluation.ts";
import { hasNetwork, renderHeadline } from "./render-headline.ts";
import { renderLearning } from "./render-learning.ts";
import { renderTraces } from "./render-traces.ts";

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * The page, for a file in UTF-8.
 * @param timings undefined where the page is to be the same for every run of equal settings
 * @example
 * ```ts no-run
 * await writeFile("report.html", await renderReportHtml(data, { trainingMs: [110, 108] }));
 * ```
 */
export async function renderReportHtml(
  data: ReportData,
  timings: ReportTimings | undefined,
): Promise<string> {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trustMarkup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${data.title}</title>
<style>${trustMarkup(pageStyle)}</style>
</head>
<body>
<main>
${renderHeadline(data, timings)}
${hasNetwork(data) ? await renderLearning(data, timings) : nothing}
${await renderEvaluation(data)}
${await renderCalibration(data)}
${renderComparisons(data)}
${renderTraces(data)}
${renderData(data.data)}
<div class="columns">
${renderPairs("Configuration", data.config)}
<div>
${renderPairs("Versions", data.versions)}
${renderTimings(timings)}
</div>
</div>
</main>
</body>
</html>
`;
  return page.markup;
}
