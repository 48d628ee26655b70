import type { OfBoth, ReportData, ReportedEvaluation } from "../report-data.ts";
import { formatCount, formatDecimals, formatPercent, sum } from "./figures.ts";
import { type Html, html } from "./html.ts";
import { renderHistogram } from "./render-histogram.ts";
import { renderKey } from "./render-key.ts";

/** How the texts that the network was not trained on were classified. */
export async function renderEvaluation(data: ReportData): Promise<Html> {
  const { evaluation } = data;
  const { classNames } = data.data;
  const tables =
    evaluation === null
      ? html`<p>The network was not evaluated.</p>`
      : html`${confusionTable(evaluation, classNames)}
${scoreTable(evaluation, classNames)}`;
  return html`<section>
<h2>${evaluation === null ? "Evaluation" : `Evaluation on ${formatCount(evaluation.count)} ${evaluation.of} texts`}</h2>
<div class="columns">
<div>${tables}</div>
<div>
<h3>Probabilities</h3>
${await probabilities(data)}
</div>
</div>
</section>`;
}

async function probabilities({ data, histogram }: ReportData): Promise<Html> {
  if (histogram === null) return html`<p>The probabilities were not counted.</p>`;
  const [name0, name1] = data.classNames;
  return html`<figure>
${renderKey([
  { name: `is ${name1}, upwards`, mark: "of1" },
  { name: `is ${name0}, downwards`, mark: "of0" },
])}
${await renderHistogram(histogram, data.classNames)}
<figcaption class="soft">Texts by the probability that the network gave them. Right of the dashed line a text is
read as ${name1}. The less the two shapes overlap, the better the network tells the classes apart.</figcaption>
</figure>`;
}

function confusionTable({ confusion }: ReportedEvaluation, classNames: OfBoth<string>): Html {
  const rows = confusion.map((row, truth) => {
    const all = sum(row);
    const cells = row.map((n, predicted) => {
      const shade = all === 0 ? 0 : n / all;
      const kind = predicted === truth ? "right" : "wrong";
      return html`<td class="${kind}" style="--s:${shade.toFixed(3)}"><b>${formatCount(n)}</b> <span>${formatPercent(n, all)}</span></td>`;
    });
    return html`<tr><th scope="row">${classNames[truth]}</th>${cells}<td>${formatCount(all)}</td></tr>\n`;
  });
  return html`<h3>Confusion matrix</h3>
<div class="wide"><table class="confusion">
<caption class="soft">Each share is of the texts of the true class.</caption>
<thead><tr><th scope="col">True class</th>${classNames.map((name) => html`<th scope="col">read as ${name}</th>`)}<th scope="col">all</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
}

function scoreTable({ classes }: ReportedEvaluation, classNames: OfBoth<string>): Html {
  const rows = classes.map(
    ({ precision, recall, f1, support }, i) =>
      html`<tr><th scope="row">${classNames[i]}</th>${[precision, recall, f1].map((score) => html`<td>${formatDecimals(score)}</td>`)}<td>${formatCount(support)}</td></tr>\n`,
  );
  return html`<h3>Precision and recall</h3>
<div class="wide"><table class="numbers">
<caption class="soft">Precision: the share of the texts read as the class that belong to it. Recall: the
share of the texts of the class that were read as it. F1: the harmonic mean of the two.</caption>
<thead><tr><th scope="col">Class</th><th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th><th scope="col">Texts</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
}
