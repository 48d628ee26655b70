import type { ReportData, ReportTimings } from "../report-data.ts";
import { formatCount, formatDecimals, formatDuration, sum } from "./figures.ts";
import { type Html, html, nothing } from "./html.ts";

/** The title, what the run was, what to watch for, and its five figures. */
export function renderHeadline(data: ReportData, timings: ReportTimings | undefined): Html {
  const { losses } = data.history;
  const { run, date, machine } = timings ?? {};
  const facts = [
    run === undefined ? undefined : `Run ${run}`,
    hasNetwork(data) ? describeEnd(data.status, losses.length) : "n-grams, without a network",
    date === undefined ? undefined : html`<time>${date}</time>`,
    machine,
  ].filter((fact) => fact !== undefined);
  return html`<header>
<h1>${data.title}</h1>
<p class="soft">${facts.map((fact, i) => [i === 0 ? nothing : " · ", fact])}</p>
${renderNotices(data)}
<dl class="tiles">
${accuracyTile(data)}
${data.data.classNames.length > 2 ? classTiles(data) : nothing}
${lossTile(data)}
${data.data.classNames.length > 2 ? nothing : tile("AUC", formatDecimals(data.evaluation?.rocAuc), "area under the ROC curve; guessing gives 0.5")}
${
  hasNetwork(data)
    ? html`${tile("Epochs", formatCount(losses.length), `of ${formatCount(data.data.counts.train)} texts each`)}
${timeTile(data, timings)}`
    : nothing
}
</dl>
</header>`;
}

/** Whether there is a network: what completed without an epoch is a classifier of n-grams alone. */
export function hasNetwork({ status, history }: ReportData): boolean {
  return status !== "completed" || history.losses.length > 0;
}

function describeEnd(status: ReportData["status"], epochs: number): string {
  const after = `after ${formatCount(epochs)} ${epochs === 1 ? "epoch" : "epochs"}`;
  switch (status) {
    case "completed":
      return `Completed ${after}`;
    case "interrupted":
      return `Interrupted ${after}`;
    default:
      return `Diverged ${after}: the next loss was not finite`;
  }
}

function renderNotices({ data, warnings }: ReportData): Html {
  const texts = [
    ...(data.synthetic
      ? ["These texts are synthetic: made up, so no figure here says anything about real ones."]
      : []),
    ...warnings.map(({ message }) => message),
  ];
  if (texts.length === 0) return nothing;
  return html`<ul class="notices">${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}

function accuracyTile({ data, evaluation, history }: ReportData): Html {
  if (evaluation === null) {
    return tile("Accuracy", formatDecimals(history.valAccuracies.at(-1)), "validation, last epoch");
  }
  const { accuracy, classes, count, of } = evaluation;
  const supports = classes.map(({ support }) => support);
  const more = supports.indexOf(Math.max(...supports));
  const always = formatDecimals(classes[more].support / count);
  return tile(
    "Accuracy",
    formatDecimals(accuracy),
    `of ${formatCount(count)} ${of} texts; “${data.classNames[more]}” for all gives ${always}`,
  );
}

/** What more than two classes have in place of the area under one curve. */
function classTiles({ evaluation }: ReportData): Html {
  const top = evaluation?.topAccuracies ?? [];
  const k = Math.min(3, Math.max(2, top.length - 1));
  return html`${tile("Macro F1", formatDecimals(evaluation?.averages.macro.f1), "mean over the classes, however rare")}
${tile(`Top ${k}`, formatDecimals(top[k - 1]), `the class is among the ${k} likeliest`)}`;
}

function lossTile({ evaluation, history }: ReportData): Html {
  if (evaluation !== null) {
    return tile("Loss", formatDecimals(evaluation.loss), `mean cross-entropy, ${evaluation.of}`);
  }
  const [loss, of] =
    history.valLosses.length > 0
      ? [history.valLosses.at(-1), "validation"]
      : [history.losses.at(-1), "training"];
  return tile("Loss", formatDecimals(loss), `mean cross-entropy, ${of}, last epoch`);
}

function timeTile({ data }: ReportData, timings: ReportTimings | undefined): Html {
  if (timings === undefined) return nothing;
  const trainedMs = sum(timings.trainingMs);
  const pace = (data.counts.train * timings.trainingMs.length * 1000) / trainedMs;
  return tile("Training", formatDuration(trainedMs), `${formatCount(pace)} texts a second`);
}

function tile(name: string, figure: string, remark: string): Html {
  return html`<div><dt>${name}</dt><dd class="figure">${figure}</dd><dd class="soft">${remark}</dd></div>`;
}
