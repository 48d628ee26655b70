import type { OfBoth, ReportData, ReportedWord, WordTrace } from "../report-data.ts";
import { formatCount, formatDecimals, formatSigned } from "./figures.ts";
import { type Html, html, nothing, shorten } from "./html.ts";
import { renderKey } from "./render-key.ts";

/** Enough to show; report.json has them all. */
const mostTraces = 12;
/** Of a longer text, the first and the last words. */
const [mostFirst, mostLast] = [60, 240];
const mostLetters = 60;
const mostText = 4000;
/** How many of the words that moved the probability most are named. */
const mostMovers = 4;

/** Single texts word by word, with the probability after each. */
export function renderTraces({ traces, data }: ReportData): Html {
  const [name0, name1] = data.classNames;
  const left = traces.length - mostTraces;
  const body =
    traces.length === 0
      ? html`<p>No text was followed word by word.</p>`
      : html`<p>Above each word stands the probability of “${name1}” after it: upwards from the line where it is
above a half, downwards below, the paler the less sure.</p>
${renderKey([
  { name: name1, mark: "of1" },
  { name: name0, mark: "of0" },
  { name: "not in the vocabulary", mark: "unknown" },
  { name: "not read (no bar)", mark: "unread" },
])}
${traces.slice(0, mostTraces).map((trace, i) => article(trace, i + 1, data.classNames))}
${left > 0 ? html`<p class="soft">${formatCount(left)} more are in report.json.</p>` : nothing}`;
  return html`<section>
<h2>Word by word</h2>
${body}
</section>`;
}

function article(trace: WordTrace, number: number, classNames: OfBoth<string>): Html {
  const { probability, text, trueClass, words } = trace;
  const long = words.length > mostFirst + mostLast;
  const first = long ? words.slice(0, mostFirst) : words;
  const last = long ? words.slice(-mostLast) : [];
  const omitted = words.length - first.length - last.length;
  return html`<article>
<h3>Text ${formatCount(number)}: ${verdict(classNames[probability < 0.5 ? 0 : 1], trueClass)}</h3>
<p class="soft">${summary(trace, classNames[1])}</p>
<p class="trace" dir="auto">${first.map(wordSpan)}${
    long ? html`<span class="gap">… ${formatCount(omitted)} words left out …</span> ` : nothing
  }${last.map(wordSpan)}</p>
${
  text === undefined
    ? nothing
    : html`<details><summary>The text as it was given</summary>
<p class="text" dir="auto">${shorten(text, mostText)}</p></details>`
}
</article>\n`;
}

function verdict(readAs: string, trueClass: string | null): string {
  if (trueClass === null) return `read as ${readAs}`;
  return readAs === trueClass
    ? `read as ${readAs}, rightly`
    : `read as ${readAs}, wrongly: it is ${trueClass}`;
}

function wordSpan({ word, known, read, probability }: ReportedWord): Html {
  const shown = shorten(word, mostLetters);
  if (!read) return html`<span class="w unread">${shown}</span> `;
  const kind = known ? (probability < 0.5 ? "of0" : "of1") : "unknown";
  return html`<span class="w ${kind}" style="--p:${(probability * 100).toFixed(1)}" title="${formatDecimals(probability)}">${shown}</span> `;
}

/** The same for those who do not see the bars. */
function summary(trace: WordTrace, name1: string): string {
  const { start, words } = trace;
  const read = words.filter((word) => word.read);
  const unknown = read.filter(({ known }) => !known).length;
  const moves = read
    .map(({ word, probability }, i) => ({
      word: shorten(word, mostLetters),
      by: probability - (i === 0 ? start : read[i - 1].probability),
    }))
    .filter(({ by }) => Math.abs(by) >= 5e-5)
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .slice(0, mostMovers)
    .map(({ word, by }) => `${word} ${formatSigned(by)}`);
  return [
    `probability of “${name1}” ${formatDecimals(trace.probability)}, before the first word ${formatDecimals(start)}`,
    `${formatCount(read.length)} of ${formatCount(words.length)} words read, ${formatCount(unknown)} of them not in the vocabulary`,
    ...(moves.length === 0 ? [] : [`largest steps: ${moves.join(", ")}`]),
  ].join(" · ");
}
