/**
 * The report of a run as one page: no script, no network, nothing beside it. Equal data and timings give
 * equal bytes. All text is escaped, and the page's own policy forbids everything but its styles.
 */

import type { ReportData, ReportTimings } from "../report-data.ts";
import { dataSection, pairsSection, timingsSection } from "./details.ts";
import { evaluationSection } from "./evaluation.ts";
import { headline } from "./headline.ts";
import { html, trusted } from "./html.ts";
import { learning } from "./learning.ts";
import { pageStyle } from "./style.ts";
import { tracesSection } from "./traces.ts";

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * The page, for a file in UTF-8.
 * @param timings undefined where the page is to be the same for every run of equal settings
 * @example
 * ```ts no-run
 * await writeFile("report.html", await reportHtml(data, { trainingMs: [110, 108] }));
 * ```
 */
export async function reportHtml(
  data: ReportData,
  timings: ReportTimings | undefined,
): Promise<string> {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${data.title}</title>
<style>${trusted(pageStyle)}</style>
</head>
<body>
<main>
${headline(data, timings)}
${await learning(data, timings)}
${await evaluationSection(data)}
${tracesSection(data)}
${dataSection(data.data)}
<div class="columns">
${pairsSection("Configuration", data.config)}
<div>
${pairsSection("Versions", data.versions)}
${timingsSection(timings)}
</div>
</div>
</main>
</body>
</html>
`;
  return page.markup;
}
