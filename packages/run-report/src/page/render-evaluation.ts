import type { ReportData } from "../report-data.ts";
import { formatCount, formatDecimals } from "./figures.ts";
import { type Html, html, nothing } from "./html.ts";
import { renderConfusion } from "./render-confusion.ts";
import { renderHistogram } from "./render-histogram.ts";
import { renderKey } from "./render-key.ts";
import { renderScores } from "./render-scores.ts";

/** How the texts that the network was not trained on were classified. */
export async function renderEvaluation(data: ReportData): Promise<Html> {
  const { evaluation } = data;
  const heading =
    evaluation === null
      ? "Evaluation"
      : `Evaluation on ${formatCount(evaluation.count)} ${evaluation.of} texts`;
  const tables =
    evaluation === null
      ? html`<p>The network was not evaluated.</p>`
      : html`${renderConfusion(evaluation, data.data.classNames)}
${renderScores(evaluation, data.data)}`;
  const probabilities = html`<h3>Probabilities</h3>
${await renderProbabilities(data)}`;
  // Tables of many classes need the whole width.
  const body =
    data.data.classNames.length <= mostBeside
      ? html`<div class="columns">
<div>${tables}</div>
<div>
${probabilities}
${renderAllTogether(data)}
</div>
</div>`
      : html`<div class="columns">
<div>${probabilities}</div>
<div>${renderAllTogether(data)}</div>
</div>
${tables}`;
  return html`<section>
<h2>${heading}</h2>
${body}
</section>`;
}

/** Tables of so many classes have room beside a chart. */
const mostBeside = 4;

async function renderProbabilities({ data, histogram, threshold }: ReportData): Promise<Html> {
  if (histogram === null) return html`<p>The probabilities were not counted.</p>`;
  const { classNames } = data;
  const [name0, name1] = classNames;
  const isOfTwo = classNames.length === 2;
  const key = isOfTwo
    ? [
        { name: `is ${name1}, upwards`, mark: "of1" },
        { name: `is ${name0}, downwards`, mark: "of0" },
      ]
    : [
        { name: "read rightly, upwards", mark: "of1" },
        { name: "read wrongly, downwards", mark: "of0" },
      ];
  const caption = isOfTwo
    ? html`Texts by the probability that they were given. Right of the dashed line a text is
read as ${name1}. The less the two shapes overlap, the better the classes are told apart.`
    : html`Texts by the probability of the class that they were read as. Where a probability can be trusted,
the share of texts read rightly above it is as large as the probability.`;
  return html`<figure>
${renderKey(key)}
${await renderHistogram(histogram, classNames, threshold?.threshold)}
<figcaption class="soft">${caption}</figcaption>
</figure>`;
}

/** Of more than two classes: how often the right one is among the likeliest. */
function renderAllTogether({ evaluation, data }: ReportData): Html {
  if (evaluation === null || data.classNames.length === 2) return nothing;
  const { topAccuracies, averages, rocAuc } = evaluation;
  const rows = topAccuracies.map(
    (accuracy, i) =>
      [
        i === 0 ? "The likeliest class is the right one" : `It is among the ${i + 1} likeliest`,
        accuracy,
      ] as const,
  );
  const { macro, weighted } = averages;
  const figures = [
    ...rows,
    ["F1, mean over the classes (macro)", macro.f1],
    ["F1, weighted by texts", weighted.f1],
    ["ROC AUC, mean of each class against the rest", rocAuc],
  ] as const;
  return html`<h3>All classes together</h3>
<dl class="pairs">
${figures.map(([name, value]) => html`<div class="short"><dt>${name}</dt><dd>${formatDecimals(value)}</dd></div>\n`)}</dl>`;
}
