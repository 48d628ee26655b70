import type { ReportedData, ReportedEvaluation } from "../report-data.ts";
import { formatCount, formatDecimals } from "./figures.ts";
import { type Html, html, nothing, shorten } from "./html.ts";

/** Of more classes, the table shows the worst, and folds the rest away. */
const mostInOrder = 12;
const mostShown = 12;
const longestName = 40;
/** Tables of more classes have the whole page's width, and on a narrow one a line for the name. */
const mostBesideChart = 4;

/** Precision, recall and F1 of each class: of few in their order, of many the lowest F1 first. */
export function renderScores(evaluation: ReportedEvaluation, data: ReportedData): Html {
  const { classes } = evaluation;
  const labels = [...classes.keys()];
  if (labels.length <= mostInOrder) {
    return html`<h3>Precision and recall</h3>
${renderTable(evaluation, data, labels, definition)}`;
  }
  const f1Of = (label: number): number => classes[label].f1 ?? 2;
  const worstFirst = labels.sort((a, b) => f1Of(a) - f1Of(b) || a - b);
  const rest = worstFirst.slice(mostShown);
  return html`<h3>Precision and recall</h3>
${renderTable(evaluation, data, worstFirst.slice(0, mostShown), html`The ${formatCount(mostShown)} classes with the lowest F1 first. ${definition}`)}
<details>
<summary>The other ${formatCount(rest.length)} classes</summary>
${renderTable(evaluation, data, rest, nothing)}
</details>`;
}

const definition = html`Precision: the share of the texts read as the class that belong to it. Recall: the
share of the texts of the class that were read as it. F1: the harmonic mean of the two.`;

function renderTable(
  { classes }: ReportedEvaluation,
  { classNames, classCounts }: ReportedData,
  labels: readonly number[],
  caption: Html,
): Html {
  const isOfMany = classNames.length > 2;
  const rows = labels.map((label) => {
    const { precision, recall, f1, support } = classes[label];
    const figures = [precision, recall, f1].map((score) => html`<td>${formatDecimals(score)}</td>`);
    const name = isOfMany ? shorten(classNames[label], longestName) : classNames[label];
    return html`<tr><th scope="row">${name}</th>${figures}<td>${formatCount(support)}</td>${isOfMany ? html`<td>${formatCount(classCounts[label])}</td>` : nothing}</tr>\n`;
  });
  const shape = classNames.length > mostBesideChart ? html` stacked" style="--columns:5` : nothing;
  return html`<div class="wide"><table class="numbers${shape}">
${caption === nothing ? nothing : html`<caption class="soft">${caption}</caption>`}
<thead><tr><th scope="col">Class</th><th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th><th scope="col">Texts</th>${isOfMany ? html`<th scope="col">Trained on</th>` : nothing}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
}
