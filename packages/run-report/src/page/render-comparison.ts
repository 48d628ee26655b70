import type { ReportData, ReportedComparison, ReportedModel } from "../report-data.ts";
import { formatCount, formatDecimals, formatSigned } from "./figures.ts";
import { type Html, html, nothing } from "./html.ts";

/** What a part of a classifier is called. */
export const modelNames: Readonly<Record<ReportedModel, string>> = {
  rnn: "recurrent network",
  ngrams: "n-grams",
  both: "both together",
};

/** Of a classifier of several parts: each of them on the same texts, and by how much they differ. */
export function renderComparisons({ comparisons }: ReportData): Html {
  if (comparisons.length === 0) return nothing;
  return html`<section>
<h2>What each part does</h2>
<p>N-grams, weighed by logistic regression, are the simplest good classifier of texts. What a recurrent network adds
to them is a difference on the same texts; where its interval of 95 % holds zero, it may be chance.</p>
<div class="columns">
${comparisons.map(renderComparison)}
</div>
</section>`;
}

function renderComparison({ of, count, chosen, models, differences }: ReportedComparison): Html {
  const rows = models.map(
    ({ model, accuracy, f1, loss }) =>
      html`<tr${model === chosen ? html` class="chosen"` : nothing}><th scope="row">${modelNames[model]}${model === chosen ? " (used)" : ""}</th>${[accuracy, f1, loss].map((value) => html`<td>${formatDecimals(value)}</td>`)}</tr>\n`,
  );
  const spread = differences.reduce(
    (most, { low, high }) => Math.max(most, Math.abs(low), Math.abs(high)),
    1e-9,
  );
  const compared = differences.map(({ first, second, difference, low, high }) => {
    const place = (value: number): string => `${(50 + (50 * value) / spread).toFixed(1)}%`;
    const sure =
      difference === 0
        ? "no difference"
        : low > 0
          ? "more accurate"
          : high < 0
            ? "less accurate"
            : "may be chance";
    return html`<tr><th scope="row">${modelNames[first]} less ${modelNames[second]}</th><td>${formatSigned(difference)}</td><td class="range"><span class="interval" style="--low:${place(low)};--high:${place(high)};--at:${place(difference)}" role="img" aria-label="${formatSigned(low)} to ${formatSigned(high)}"></span><span class="soft">${formatSigned(low)} to ${formatSigned(high)}, ${sure}</span></td></tr>\n`;
  });
  return html`<div>
<h3>On ${formatCount(count)} ${of} texts</h3>
<div class="wide"><table class="numbers">
<thead><tr><th scope="col">Part</th><th scope="col">Accuracy</th><th scope="col">Macro F1</th><th scope="col">Loss</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>
${
  compared.length === 0
    ? nothing
    : html`<table class="numbers">
<caption class="soft">Differences of accuracy with their bootstrap intervals of 95 %.</caption>
<thead><tr><th scope="col">Parts</th><th scope="col">Difference</th><th scope="col">Interval</th></tr></thead>
<tbody>
${compared}</tbody>
</table>`
}
</div>`;
}
