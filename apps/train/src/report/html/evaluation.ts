import { decimals, grouped, percent, sum } from "./figures.ts";
import { histogramChart } from "./histogram-chart.ts";
import { type Html, html } from "./html.ts";
import { classKey } from "./key.ts";
import type { Evaluation, OfBoth, ReportData } from "./report-data.ts";

/** How the texts that the network was not trained on were classified. */
export async function evaluationSection(data: ReportData): Promise<Html> {
  const { classNames } = data.data;
  const { evaluation, histogram } = data;
  const tables =
    evaluation === null
      ? html`<p>The network was not evaluated.</p>`
      : html`<p>Of ${grouped(evaluation.count)} ${evaluation.of} texts,
${percent(evaluation.accuracy, 1)} were classified right.</p>
<div class="columns">
${confusionTable(evaluation, classNames)}
${scoreTable(evaluation, classNames)}
</div>`;
  const chart =
    histogram === null
      ? html`<p>The probabilities were not counted.</p>`
      : html`<figure>
${classKey([
  { name: `${classNames[1]}, upwards`, swatch: "of1" },
  { name: `${classNames[0]}, downwards`, swatch: "of0" },
])}
${await histogramChart(histogram, classNames)}
<figcaption class="soft">Colour and direction are the true class; the dashed line is where the decision
turns. The further apart the two lie, the surer and the better the network.</figcaption>
</figure>`;
  return html`<section>
<h2>Evaluation</h2>
${tables}
<h3>Probabilities</h3>
${chart}
</section>`;
}

function confusionTable({ confusion }: Evaluation, classNames: OfBoth<string>): Html {
  const rows = confusion.map((row, truth) => {
    const all = sum(row);
    const cells = row.map((n, predicted) => {
      const shade = all === 0 ? 0 : n / all;
      const kind = predicted === truth ? "right" : "wrong";
      return html`<td class="${kind}" style="--s:${shade.toFixed(3)}"><b>${grouped(n)}</b> <span>${percent(n, all)}</span></td>`;
    });
    return html`<tr><th scope="row">${classNames[truth]}</th>${cells}<td>${grouped(all)}</td></tr>\n`;
  });
  return html`<div><h3>Confusion matrix</h3>
<div class="wide"><table class="confusion">
<caption class="soft">Shares are of the texts of each true class.</caption>
<thead><tr><th scope="col">True class</th>${classNames.map((name) => html`<th scope="col">read as ${name}</th>`)}<th scope="col">all</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div></div>`;
}

function scoreTable({ classes }: Evaluation, classNames: OfBoth<string>): Html {
  const rows = classes.map(
    ({ precision, recall, f1, support }, i) =>
      html`<tr><th scope="row">${classNames[i]}</th>${[precision, recall, f1].map((score) => html`<td>${decimals(score)}</td>`)}<td>${grouped(support)}</td></tr>\n`,
  );
  return html`<div><h3>Precision and recall</h3>
<div class="wide"><table class="numbers">
<caption class="soft">Precision: how many read as the class are of it. Recall: how many of the class
were read as it. F1: their harmonic mean.</caption>
<thead><tr><th scope="col">Class</th><th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th><th scope="col">Texts</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div></div>`;
}
