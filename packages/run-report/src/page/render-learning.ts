import type { ChapterCurve, ReportData, ReportTimings } from "../report-data.ts";
import { formatCount, formatDecimals, formatDuration } from "./figures.ts";
import { type Html, html, nothing } from "./html.ts";
import { type Curve, renderCurveChart } from "./render-curve-chart.ts";
import { renderKey } from "./render-key.ts";
import { sampleIndices } from "./sample-indices.ts";

/** Above this many rows the table leaves epochs out. */
const mostRows = 200;

/** Curves that are nowhere further apart are drawn as one line. */
const visibleGap = 1e-3;

/** Losses and accuracy over the epochs, the chapter's beside them; their figures in a table. */
export async function renderLearning(
  data: ReportData,
  timings: ReportTimings | undefined,
): Promise<Html> {
  const { losses, valAccuracies } = data.history;
  // What was made up compares with nothing.
  const chapter = data.data.synthetic ? null : data.chapter;
  const body =
    losses.length === 0
      ? html`<p>No epoch was finished.</p>`
      : html`<div class="columns">
${await renderLossFigure(data, chapter)}
${valAccuracies.length === 0 ? nothing : await renderAccuracyFigure(valAccuracies, chapter)}
</div>
${valAccuracies.length === 0 ? html`<p>No texts were kept for validation.</p>` : nothing}
${chapter === null ? nothing : renderChapterRemark(chapter, losses)}
${renderEpochTable(data, timings)}`;
  return html`<section>
<h2>Learning</h2>
${body}
</section>`;
}

async function renderLossFigure(
  { history }: ReportData,
  chapter: ChapterCurve | null,
): Promise<Html> {
  const { losses, valLosses } = history;
  const curves: (Curve & { name: string })[] = [
    { name: "training", kind: "training", values: losses },
  ];
  if (valLosses.length > 0) {
    curves.push({ name: "validation", kind: "validation", values: valLosses });
  }
  if (chapter !== null) {
    curves.push({
      name: "the chapter in NumPy",
      kind: "reference",
      values: chapter.losses,
    });
  }
  const label = `Loss over ${losses.length} epochs: ${curves
    .map(
      ({ name, values }) =>
        `${name} from ${formatDecimals(values[0])} to ${formatDecimals(values.at(-1))}`,
    )
    .join("; ")}.`;
  return html`<figure><figcaption><h3>Loss</h3></figcaption>
${renderKey(curves.map(({ name, kind }) => ({ name, mark: `line ${kind}` })))}
${await renderCurveChart(curves, { yTitle: "mean cross-entropy", label })}</figure>`;
}

async function renderAccuracyFigure(
  values: readonly number[],
  chapter: ChapterCurve | null,
): Promise<Html> {
  const printed = chapter && {
    value: chapter.printedAccuracy,
    name: `the chapter prints ${formatDecimals(chapter.printedAccuracy)}`,
  };
  const label =
    `Validation accuracy over ${values.length} epochs, from ${formatDecimals(values[0])} to ` +
    `${formatDecimals(values.at(-1))}${printed === null ? "" : `; ${printed.name}`}.`;
  const key = [{ name: "validation", mark: "line validation" }];
  if (printed !== null) key.push({ name: "the chapter", mark: "line reference" });
  const curves = [{ kind: "validation", values }] as const;
  const options = {
    yTitle: "share classified correctly",
    label,
    most: 1,
    level: printed ?? undefined,
  };
  return html`<figure><figcaption><h3>Accuracy</h3></figcaption>
${renderKey(key)}
${await renderCurveChart(curves, options)}</figure>`;
}

/** What the grey line is, and whether it is this run's too. */
function renderChapterRemark(
  { source, losses, valLosses }: ChapterCurve,
  ownLosses: readonly number[],
): Html {
  const gaps = ownLosses.slice(0, losses.length).map((loss, i) => Math.abs(loss - losses[i]));
  const gap = gaps.reduce((a, b) => Math.max(a, b));
  const comparison =
    gap <= visibleGap
      ? `This run’s training loss covers it: the two differ by ${formatDecimals(Math.max(gap, 1e-4))} at most.`
      : "This run has other settings or other initial weights, so its losses differ.";
  return html`<p class="soft">The grey line is for comparison: ${source}. Its training loss ends at
${formatDecimals(losses.at(-1))}, its validation loss at ${formatDecimals(valLosses.at(-1))}. ${comparison} The book
prints an accuracy, but shows its losses only as a picture; its initial weights were not seeded, so no run
can repeat its figures to the digit.</p>`;
}

function renderEpochTable({ history }: ReportData, timings: ReportTimings | undefined): Html {
  const { losses, valLosses, valAccuracies } = history;
  const columns: { name: string; of: (epoch: number) => string }[] = [
    { name: "Epoch", of: (i) => formatCount(i + 1) },
    { name: "Training loss", of: (i) => formatDecimals(losses[i]) },
  ];
  if (valLosses.length > 0) {
    columns.push({ name: "Validation loss", of: (i) => formatDecimals(valLosses[i]) });
    columns.push({ name: "Validation accuracy", of: (i) => formatDecimals(valAccuracies[i]) });
  }
  if (timings !== undefined) {
    columns.push({ name: "Time", of: (i) => formatDuration(timings.trainingMs[i]) });
  }
  const { bestEpoch } = history;
  const rows = sampleIndices(losses.length, mostRows);
  const cut =
    rows.length < losses.length ? ` (${rows.length} of ${formatCount(losses.length)})` : "";
  return html`${
    bestEpoch === undefined
      ? nothing
      : html`<p class="soft">The weights kept are those after epoch ${formatCount(bestEpoch)}, which had the lowest validation
loss; training ended where it no longer fell.</p>`
  }
<details>
<summary>The figures for each epoch${cut}</summary>
<div class="wide"><table class="numbers">
<thead><tr>${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map((i) => html`<tr>${columns.map(({ of }) => html`<td>${of(i)}</td>`)}</tr>\n`)}</tbody>
</table></div>
</details>`;
}
