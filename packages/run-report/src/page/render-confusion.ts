import type { ReportedEvaluation } from "../report-data.ts";
import { formatCount, formatPercent, sum } from "./figures.ts";
import { type Html, html, shorten } from "./html.ts";

/** Of more classes there is no room for a matrix, and the largest confusions are listed. */
const mostInMatrix = 12;
/** Above this many classes, cells have no room for shares. */
const mostWithShares = 4;
const mostListed = 20;
const longestName = 40;

/** Which classes are taken for which others. */
export function renderConfusion(
  evaluation: ReportedEvaluation,
  classNames: readonly string[],
): Html {
  const { confusion } = evaluation;
  return confusion === null || classNames.length > mostInMatrix
    ? renderPairs(evaluation, classNames)
    : renderMatrix(confusion, classNames);
}

function renderMatrix(
  confusion: readonly (readonly number[])[],
  classNames: readonly string[],
): Html {
  const isSmall = classNames.length <= mostWithShares;
  const rows = confusion.map((row, truth) => {
    const all = sum(row);
    const cells = row.map((n, predicted) => {
      const shade = all === 0 ? 0 : n / all;
      const kind = predicted === truth ? "right" : "wrong";
      const percent = formatPercent(n, all);
      return isSmall
        ? html`<td class="${kind}" style="--s:${shade.toFixed(3)}"><b>${formatCount(n)}</b> <span>${percent}</span></td>`
        : html`<td class="${kind}" style="--s:${shade.toFixed(3)}" title="${percent}">${formatCount(n)}</td>`;
    });
    return html`<tr><th scope="row">${isSmall ? classNames[truth] : `${truth + 1}\u00a0${shorten(classNames[truth], longestName)}`}</th>${cells}<td>${formatCount(all)}</td></tr>\n`;
  });
  return html`<h3>Confusion matrix</h3>
<div class="wide"><table class="confusion${isSmall ? "" : " dense"}">
<caption class="soft">${isSmall ? "Each share is of the texts of the true class." : "A row is a true class, a column what its texts were read as, by number."}</caption>
<thead><tr><th scope="col">True class</th>${classNames.map((name, i) =>
    isSmall
      ? html`<th scope="col">read as ${name}</th>`
      : html`<th scope="col" title="${name}">${String(i + 1)}</th>`,
  )}<th scope="col">all</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
}

function renderPairs(
  { confusions, classes, count, accuracy }: ReportedEvaluation,
  classNames: readonly string[],
): Html {
  const wrong = Math.round(count * (1 - accuracy));
  const listed = confusions.slice(0, mostListed);
  if (listed.length === 0) {
    return html`<h3>Largest confusions</h3>
<p>No text was taken for another class.</p>`;
  }
  const shown = sum(listed.map((confusion) => confusion.count));
  const rows = listed.map(({ label, predicted, count: texts }) => {
    const share = texts / Math.max(1, classes[label].support);
    return html`<tr><th scope="row">${shorten(classNames[label], longestName)}</th><td class="name">${shorten(classNames[predicted], longestName)}</td><td class="wrong" style="--s:${Math.min(1, share).toFixed(3)}">${formatCount(texts)}</td><td>${formatPercent(texts, classes[label].support)}</td></tr>\n`;
  });
  return html`<h3>Largest confusions</h3>
<div class="wide"><table class="numbers pairings stacked" style="--columns:2">
<caption class="soft">The pairs of classes that are confused most often: ${formatCount(shown)} of the ${formatCount(wrong)} texts
that were read wrongly. Each share is of the texts of the true class.</caption>
<thead><tr><th scope="col">True class</th><th scope="col" class="name">Read as</th><th scope="col">Texts</th><th scope="col">Share</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
}
