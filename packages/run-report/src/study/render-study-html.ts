/** The report of a study as one page: no script, no network, nothing beside it. Equal studies of equal cost give equal bytes. */
import {
  formatCount,
  formatDecimals,
  formatDuration,
  formatPercent,
  sum,
} from "../page/figures.ts";
import { type Html, html, nothing, shorten, trustMarkup } from "../page/html.ts";
import { pageStyle } from "../page/page-style.ts";
import { nameOf, renderCoordinates } from "./render-coordinates.ts";
import type { StudyCost } from "./study-cost.ts";
import type { StudyLine, StudyReport } from "./study-report.ts";

const policy = "default-src 'none'; style-src 'unsafe-inline'";
const mostLines = 100;
const mostFailures = 50;

/**
 * The page, for a file in UTF-8: the leaderboard, how many sets of options each rung had, each set as a line
 * through its options, what the study cost and what failed.
 * @param title what the study is called
 * @param cost the time that it took; default: none is shown
 */
export function renderStudyHtml(report: StudyReport, title: string, cost?: StudyCost): string {
  const { study, ground, jobs, leaderboard } = report;
  const epochs = sum(jobs.map((job) => job.epochs - job.fromEpoch));
  const [best] = leaderboard;
  const whole = leaderboard.length * study.seeds.length * study.epochs;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trustMarkup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trustMarkup(pageStyle)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="soft">${study.search.method}, up to ${count(study.epochs, "epoch")}, ${count(study.seeds.length, "seed")}, ranked by ${study.metric}</p>
<dl class="tiles">
<div><dt>Best ${study.metric}</dt><dd class="figure">${formatDecimals(best?.mean)}</dd></div>
<div><dt>Sets of options</dt><dd class="figure">${formatCount(leaderboard.length)}</dd></div>
<div><dt>Trainings</dt><dd class="figure">${formatCount(jobs.length)}</dd></div>
<div><dt>Epochs trained</dt><dd class="figure">${formatCount(epochs)}</dd><dd class="soft">${formatPercent(epochs, whole)} of training every set to the end</dd></div>
${cost ? renderCost(cost) : nothing}</dl>
<section><h2>Leaderboard</h2>
${renderLeaderboard(report)}</section>
${renderOptions(report)}<section><h2>Rungs</h2>
${renderRungs(report)}</section>
${renderFailures(report)}
<section><h2>What the numbers depend on</h2>
<table><tbody>
<tr><th scope="row">Data</th><td class="soft" style="white-space: normal"><code>${ground.data}</code></td></tr>
<tr><th scope="row">Version</th><td>${ground.numbers}</td></tr>
<tr><th scope="row">Engine</th><td>${ground.engine}</td></tr>
</tbody></table></section>
</main>
</body>
</html>
`;
  return page.markup;
}

function renderCost({ wallMs, sessions, trainingMs }: StudyCost): Html {
  const resumed = sessions > 1 ? `, in ${formatCount(sessions)} parts` : "";
  const trained =
    trainingMs === undefined ? "" : `; trainings ${formatDuration(trainingMs)} together`;
  return html`<div><dt>Time</dt><dd class="figure">${formatDuration(wallMs)}</dd><dd class="soft">from start to end${resumed}${trained}</dd></div>
`;
}

function renderLeaderboard({ study, leaderboard }: StudyReport): Html {
  const names = Object.keys(study.space);
  const row = (line: StudyLine): Html => html`<tr><td>${String(line.rank)}</td>${names.map(
    (name) => html`<td>${shorten(nameOf(line.options[name]), 40)}</td>`,
  )}<td>${formatCount(line.epochs)}</td><td>${line.mean === null ? "failed" : formatDecimals(line.mean)}</td><td>${study.seeds.length > 1 && line.mean !== null ? formatDecimals(line.spread) : ""}</td></tr>
`;
  const more = leaderboard.length - mostLines;
  return html`<div class="wide"><table>
<thead><tr><th scope="col">#</th>${names.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">epochs</th><th scope="col">${study.metric}</th><th scope="col">${study.seeds.length > 1 ? "spread over seeds" : ""}</th></tr></thead>
<tbody>
${leaderboard.slice(0, mostLines).map(row)}</tbody></table></div>
${more > 0 ? html`<p class="soft">And ${formatCount(more)} more.</p>` : nothing}`;
}

function renderOptions(report: StudyReport): Html {
  const figure = renderCoordinates(report);
  if (figure === nothing) return nothing;
  return html`<section><h2>Options and what they reach</h2>
${figure}</section>
`;
}

function count(number: number, of: string): string {
  return `${formatCount(number)} ${of}${number === 1 ? "" : "s"}`;
}

function renderRungs({ rungs }: StudyReport): Html {
  const most = Math.max(1, ...rungs.map(({ entered }) => entered));
  return html`<div class="wide"><table>
<thead><tr><th scope="col">Bracket</th><th scope="col">Epochs</th><th scope="col">Sets of options</th><th scope="col">Trainings failed</th><th scope="col" aria-hidden="true"></th></tr></thead>
<tbody>
${rungs.map(
  ({
    bracket,
    epochs,
    entered,
    failed,
  }) => html`<tr><td>${String(bracket + 1)}</td><td>${formatCount(epochs)}</td><td>${formatCount(entered)}</td><td>${formatCount(failed)}</td><td style="width: 40%" aria-hidden="true"><div style="height: .8rem; border-radius: .2rem; background: var(--training); width: ${((entered / most) * 100).toFixed(1)}%"></div></td></tr>
`,
)}</tbody></table></div>`;
}

function renderFailures({ study, jobs }: StudyReport): Html {
  const failed = jobs.flatMap((job) =>
    job.result.status === "failed" ? [{ job, reason: job.result.reason }] : [],
  );
  if (failed.length === 0) return nothing;
  const names = Object.keys(study.space);
  const more = failed.length - mostFailures;
  return html`<section><h2>Failures</h2>
<ul class="notices">
${failed.slice(0, mostFailures).map(
  ({ job, reason }) =>
    html`<li>${names.map((name) => `${name} ${nameOf(job.options[name])}`).join(", ")}, seed ${String(job.seed)}, epoch ${String(job.epochs)}: ${shorten(reason, 300)}</li>
`,
)}</ul>
${more > 0 ? html`<p class="soft">And ${formatCount(more)} more.</p>` : nothing}</section>`;
}
