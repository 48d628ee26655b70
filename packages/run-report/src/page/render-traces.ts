import type {
  ReportData,
  ReportedModel,
  ReportedNgram,
  ReportedOcclusion,
  ReportedWord,
  WordTrace,
} from "../report-data.ts";
import { formatCount, formatDecimals, formatSigned } from "./figures.ts";
import { type Html, html, nothing, shorten } from "./html.ts";
import { modelNames } from "./render-comparison.ts";
import { renderKey } from "./render-key.ts";

/** Enough to show; report.json has them all. */
const mostTraces = 12;
/** Of a longer text, the first and the last words. */
const [mostFirst, mostLast] = [60, 240];
/** Of the words before the first one that is read, the last ones. */
const mostBefore = 8;
const mostLetters = 60;
const mostText = 4000;
/** How many of the words that moved the probability most are named. */
const mostMovers = 4;

/** What the network reads one after the other. */
type Token = "word" | "character";

/** Single texts word by word, with the probability after each. */
export function renderTraces({ traces, data, config, evaluation, refitted }: ReportData): Html {
  const token: Token = config["tokens"] === "characters" ? "character" : "word";
  const byToken = `${token} by ${token}`;
  const [name0, name1] = data.classNames;
  const left = traces.length - mostTraces;
  const has = (status: ReportedWord["status"]): boolean =>
    traces.some(({ words }) => words.some((word) => word.status === status));
  const isOfTwo = data.classNames.length === 2;
  const key = isOfTwo
    ? [
        { name: `leaning to ${name1}`, mark: "of1" },
        { name: `leaning to ${name0}`, mark: "of0" },
      ]
    : [{ name: "probability of the class followed", mark: "of1" }];
  if (has("unknown")) key.push({ name: "not in the vocabulary", mark: "unknown" });
  if (has("cut")) key.push({ name: "cut off: before the part that is read (no bar)", mark: "cut" });
  const body =
    traces.length === 0
      ? html`<p>No text was followed ${byToken}.</p>`
      : html`${introduce(
          isOfTwo ? name1 : undefined,
          traces.some(({ words }) => words.length > 0),
          token,
        )}
${refitted === true && evaluation?.of === "validation" ? remarkOnRefit : nothing}
${traces.some(({ words }) => words.length > 0) ? renderKey(key) : nothing}
${traces.slice(0, mostTraces).map((trace, i) => renderTrace(trace, i + 1, data.classNames, token))}
${left > 0 ? html`<p class="soft">${formatCount(left)} more are in report.json.</p>` : nothing}`;
  return html`<section>
<h2>${byToken[0].toUpperCase()}${byToken.slice(1)}</h2>
${body}
</section>`;
}

/** Which texts these are and what their bars mean, where there are any; `name1` is that of two classes. */
function introduce(name1: string | undefined, hasBars: boolean, token: Token): Html {
  const which =
    name1 === undefined
      ? html`The texts that were read rightly with the highest probability, and those that were read wrongly.`
      : html`Of each class, the text with the highest probability of “${name1}” and the one with the lowest.`;
  if (!hasBars) return html`<p>${which}</p>`;
  const bars =
    name1 === undefined
      ? html`The bar above a ${token} shows the probability of one class once the network has read it: the class that
the text is read as.`
      : html`The bar above a ${token} shows the probability once the network has read it: above the line where it is more
than a half, below where it is less, and paler the nearer it is to a half.`;
  return html`<p>${which} ${bars}</p>`;
}

const remarkOnRefit = html`<p class="soft">What each text was read as is from its validation. The probabilities below are
those of the classifier as it is kept: since then it has been trained once more on all texts, these among them.</p>`;

function renderTrace(
  trace: WordTrace,
  number: number,
  classNames: readonly string[],
  token: Token,
): Html {
  const { text } = trace;
  const unread = Math.max(0, trace.words.findIndex(({ status }) => status === "read") - mostBefore);
  const words = trace.words.slice(unread);
  const long = words.length > mostFirst + mostLast;
  const first = long ? words.slice(0, mostFirst) : words;
  const last = long ? words.slice(-mostLast) : [];
  const wordOf = (word: ReportedWord): Html => renderWord(word, classNames.length === 2);
  const omitted = words.length - first.length - last.length;
  return html`<article>
<h3>Text ${formatCount(number)}: ${verdictOf(trace, classNames)}</h3>
<p class="soft">${summarize(trace, classNames[trace.label ?? 1], token)}</p>
${
  trace.words.length === 0 && trace.ngrams !== undefined
    ? nothing
    : html`<p class="trace" dir="auto">${unread > 0 ? renderGap(`${formatCount(unread)} ${token}s not read`) : nothing}${first.map(
        wordOf,
      )}${long ? renderGap(`${formatCount(omitted)} ${token}s left out`) : nothing}${last.map(wordOf)}</p>`
}
${trace.ngrams === undefined ? nothing : renderNgrams(trace.ngrams)}
${trace.occlusion === undefined ? nothing : renderOcclusion(trace.occlusion, classNames[trace.label ?? 1])}
${
  text === undefined
    ? nothing
    : html`<details><summary>The text as it was given</summary>
<p class="text" dir="auto">${shorten(text, mostText)}</p></details>`
}
</article>\n`;
}

/** The n-grams of the text that speak most for the class, and those against it. */
function renderNgrams(ngrams: readonly ReportedNgram[]): Html {
  if (ngrams.length === 0) return nothing;
  const shown = ngrams.map(({ ngram, weight }, i) => [
    i === 0 ? nothing : ", ",
    html`<bdi>“${showWord(ngram)}”</bdi> ${formatSigned(weight)}`,
  ]);
  return html`<p class="soft">n-grams that weigh most: ${shown}</p>`;
}

/** What the probability of the class becomes without the words that matter most. */
function renderOcclusion(
  { probability, wordsPerPart, parts }: ReportedOcclusion,
  name: string,
): Html {
  if (parts.length === 0) return nothing;
  const shown = parts.map((part, i) => [
    i === 0 ? nothing : ", ",
    html`<bdi>“${shorten(part.text, mostLetters)}”</bdi> ${formatDecimals(part.probability)}`,
  ]);
  const what = wordsPerPart === 1 ? "a word" : `${formatCount(wordsPerPart)} words`;
  return html`<p class="soft">Without ${what} the ${formatDecimals(probability)} of “${name}” becomes: ${shown}</p>`;
}

function renderGap(what: string): Html {
  return html`<span class="gap">… ${what} …</span> `;
}

/** A text of which nothing was read is neither right nor wrong: every such text is given the same class. */
function verdictOf(trace: WordTrace, classNames: readonly string[]): string {
  const { probability, trueClass, words, ngrams, label = probability > 0.5 ? 1 : 0 } = trace;
  const readAs = trace.readAs ?? classNames[label];
  if (ngrams === undefined && !words.some(({ status }) => status === "read")) {
    const truth = trueClass === null ? "" : `; it is ${trueClass}`;
    return `nothing was read, so it counts as ${readAs}${truth}`;
  }
  if (trueClass === null) return `read as ${readAs}`;
  return readAs === trueClass
    ? `read as ${readAs}, rightly`
    : `read as ${readAs}, wrongly: it is ${trueClass}`;
}

/** A word where there is little room; a space that is a token of its own is shown as an open box. */
function showWord(word: string): string {
  return word.trim() === "" ? "␣" : shorten(word, mostLetters);
}

function renderWord({ word, status, probability }: ReportedWord, isOfTwo: boolean): Html {
  const shown = showWord(word);
  if (status === "cut") return html`<span class="w cut">${shown}</span> `;
  const read = isOfTwo ? (probability > 0.5 ? "of1" : "of0") : "likeliest of1";
  const kind = status === "unknown" ? "unknown" : read;
  return html`<span class="w ${kind}" style="--p:${(probability * 100).toFixed(1)}" title="${formatDecimals(probability)}">${shown}</span> `;
}

/** The same for those who do not see the bars. */
function summarize(trace: WordTrace, name: string, token: Token): string {
  const { probability, start, words, models = {} } = trace;
  const read = words.filter(({ status }) => status === "read");
  const moves = read
    .map((step, i) => ({
      word: showWord(step.word),
      by: step.probability - (i === 0 ? start : read[i - 1].probability),
    }))
    .filter(({ by }) => Math.abs(by) >= 5e-5)
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .slice(0, mostMovers)
    .map(({ word, by }) => `${word} ${formatSigned(by)}`);
  const parts = Object.entries(models).map(
    ([model, given]) => `${modelNames[model as ReportedModel]} ${formatDecimals(given)}`,
  );
  const before = words.length === 0 ? "" : `, before the first ${token} ${formatDecimals(start)}`;
  return [
    parts.length > 1
      ? `probability of “${name}”: ${parts.join(", ")}; of the network${before}`
      : `probability of “${name}” ${formatDecimals(probability)}${before}`,
    ...(words.length === 0 && trace.ngrams !== undefined ? [] : [countWords(words, token)]),
    ...(moves.length === 0 ? [] : [`largest steps: ${moves.join(", ")}`]),
  ].join(" · ");
}

/** 100 of 140 words read, 26 not in the vocabulary, 14 cut off */
function countWords(words: readonly ReportedWord[], token: Token): string {
  const countOf = (wanted: ReportedWord["status"]): number =>
    words.filter(({ status }) => status === wanted).length;
  const [unknown, cut] = [countOf("unknown"), countOf("cut")];
  return [
    `${formatCount(countOf("read"))} of ${formatCount(words.length)} ${words.length === 1 ? token : `${token}s`} read`,
    ...(unknown === 0 ? [] : [`${formatCount(unknown)} not in the vocabulary`]),
    ...(cut === 0 ? [] : [`${formatCount(cut)} cut off`]),
  ].join(", ");
}
