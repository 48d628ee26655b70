import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chapterCurve } from "../src/chapter-curve.ts";
import { renderReportHtml } from "../src/page/render-report-html.ts";
import type { ReportData } from "../src/report-data.ts";
import { reportOf, traceWords } from "./report-of.ts";

const timings = {
  trainingMs: [1200, 1100, 1150],
  totalMs: 192_000,
  run: "first",
  machine: "two cores",
  host: "Node 20.19.0",
  date: "2026-01-31",
};

/** What a reader sees, without styles, tags and titles. */
function textOf(page: string): string {
  return page
    .replace(/<style>.*<\/style>/s, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
}

function withData(changes: Partial<ReportData["data"]>): ReportData {
  return reportOf({ data: { ...reportOf().data, ...changes } });
}

describe("the page", () => {
  test("has every section, and the figures of each", async () => {
    const page = await renderReportHtml(reportOf(), timings);
    const headings = [...page.matchAll(/<h[123]>([^<]*)<\/h[123]>/g)].map(([, text]) => text);
    expect(headings).toEqual([
      "Twelve texts",
      "Learning",
      "Loss",
      "Accuracy",
      "Evaluation on 12 test texts",
      "Confusion matrix",
      "Precision and recall",
      "Probabilities",
      "Word by word",
      "Text 1: read as positive, rightly",
      "Data",
      "Configuration",
      "Versions",
      "Times",
    ]);
    const text = textOf(page);
    for (const figure of [
      "Run first · Completed after 3 epochs · 2026-01-31 · two cores",
      "Host Node 20.19.0",
      "Accuracy 0.7500 of 12 test texts; “negative” for all gives 0.5833",
      "Loss 0.5432",
      "AUC 0.8571",
      "Training 3.5 s 70 texts a second", // 3 * 80 / 3.45 s
      "3 texts occur twice",
      "3 0.6200 0.6200 0.7000 1.1 s",
      "negative 5 71.4 % 2 28.6 % 7",
      "positive 0.6667 0.8000 0.7273 5",
      "the chapter prints 0.6572",
      "Its training loss ends at 0.6600, its validation loss at 0.6600.",
      "probability of “positive” 0.8000, before the first word 0.4000",
      "3 of 5 words read, 1 not in the vocabulary, 1 cut off",
      "sha256:0123abcd",
      "Class 1: positive 42 to train on (41.2 %)",
      "learningRate 0.01",
      "seed none",
      "@rnn/model 0.0.0",
      "The whole run 3 min 12 s",
      "two cores",
    ]) {
      expect(text).toContain(figure);
    }
  });

  test("needs nothing but itself: no script, no address, the strict policy, under 100 kB", async () => {
    const page = await renderReportHtml(reportOf(), timings);
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    );
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|https?:|\bsrc=|\bhref=/i);
    expect(page.length).toBeLessThan(100_000);
  });

  test("names its language, its title, each picture and each column", async () => {
    const page = await renderReportHtml(reportOf(), timings);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain("<title>Twelve texts</title>");
    const pictures = page.match(/<svg/g);
    expect(pictures).toHaveLength(3);
    expect(page.match(/<svg [^>]*role="img" aria-label="[^"]{40,}"/g)).toHaveLength(3);
    expect(page.match(/<th /g)?.length).toBe(page.match(/<th scope="(col|row)">/g)?.length);
    expect(page).toContain('title="0.8000">many</span>');
  });

  test("gives equal bytes for equal data, and no word of time without timings", async () => {
    const page = await renderReportHtml(reportOf(), undefined);
    expect(await renderReportHtml(reportOf(), undefined)).toBe(page);
    expect(textOf(page)).not.toMatch(/\d m?s\b|texts a second/);
  });
});

describe("text from the data", () => {
  const hostile = `</p><script>alert("1")</script> & 'x' \u0000\u001B[31m\u202E\uD800 😀 שלום`;

  test("stays text wherever it is", async () => {
    const report = reportOf({
      title: hostile,
      config: { [hostile]: hostile },
      versions: { [hostile]: hostile },
      chapter: { ...chapterCurve, source: hostile },
      traces: [
        {
          text: hostile,
          trueClass: hostile,
          probability: 0.2,
          start: 0.5,
          words: traceWords(hostile, hostile, hostile),
        },
      ],
      data: {
        ...reportOf().data,
        description: hostile,
        fingerprint: hostile,
        classNames: [hostile, `${hostile}2`],
      },
      warnings: [{ code: "data", message: hostile }],
    });
    const page = await renderReportHtml(report, { ...timings, machine: hostile, date: hostile });
    const plain = await renderReportHtml(reportOf(), timings);
    expect(page).not.toMatch(/<script/i);
    // oxlint-disable-next-line no-control-regex
    expect(page).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u202E]|\p{Cs}/u);
    const escaped =
      "&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39; \uFFFD\uFFFD[31m\uFFFD\uFFFD 😀 שלום";
    expect(page).toContain(`<title>${escaped}</title>`);
    expect(page).toContain(`<p class="text" dir="auto">${escaped}</p>`);
    // Not one element more, but for the two words less.
    const elements = (html: string): number => html.match(/<[a-z]/g)?.length ?? 0;
    expect(elements(page)).toBeLessThanOrEqual(elements(plain));
  });

  test("leaves the page's elements as they are, whatever it is", async () => {
    const tags = (page: string): string[] => page.match(/<\/?[a-z0-9]+/gi) ?? [];
    const pageOf = async (text: string): Promise<string> =>
      renderReportHtml(
        reportOf({
          title: text,
          histogram: null,
          chapter: null,
          history: { losses: [], valLosses: [], valAccuracies: [] },
          data: { ...reportOf().data, classNames: [text, text] },
        }),
        undefined,
      );
    const expected = tags(await pageOf("a"));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "'", "/", "!", "-", "a", "=") }),
        ),
        async (text) => {
          expect(tags(await pageOf(text))).toEqual(expected);
        },
      ),
    );
  });

  test("is cut where it is long: words of 60 letters, texts of 4,000, traces of 300 words", async () => {
    const words = Array.from({ length: 10_000 }, (_, i) => `w${i}`);
    const trace = {
      text: "😀".repeat(10_000),
      trueClass: null,
      probability: 0.9,
      start: 0.5,
      words: [...traceWords(...words), ...traceWords("x", "é".repeat(99))],
    };
    const page = await renderReportHtml(reportOf({ traces: [trace] }), undefined);
    expect(page).toContain('>w59</span> <span class="gap">… 9,702 words left out …</span> <span');
    expect(page).not.toContain(">w60<");
    expect(page).toContain(`>${"é".repeat(59)}…</span>`);
    expect(page).toContain(`>${"😀".repeat(1999)}…</p>`);
    expect(page.length).toBeLessThan(120_000);
  });

  test("of more than twelve traces shows twelve and says so", async () => {
    const [trace] = reportOf().traces;
    const page = await renderReportHtml(
      reportOf({ traces: Array.from({ length: 15 }, () => trace) }),
      undefined,
    );
    expect(page.match(/<article>/g)).toHaveLength(12);
    expect(page).toContain("3 more are in report.json.");
  });
});

describe("a text word by word", () => {
  const articleOf = async (...traces: ReportData["traces"]): Promise<string> => {
    const page = await renderReportHtml(reportOf({ traces }), undefined);
    return page.slice(page.indexOf("<h2>Word by word</h2>"), page.indexOf("<h2>Data</h2>"));
  };
  const trace = { trueClass: "positive", probability: 0.8, start: 0.4 };
  const word = (status: "read" | "unknown" | "cut", probability = 0.8) => ({
    word: status,
    status,
    probability,
  });

  test("has a bar for a word read, a grey line for an unknown one and nothing for one cut off, as the key says", async () => {
    const article = await articleOf({
      ...trace,
      words: [word("cut", 0.4), word("read", 0.3), word("unknown", 0.3), word("read")],
    });
    expect(article).toContain('<span class="w cut">cut</span>');
    expect(article).toContain('<span class="w of0" style="--p:30.0" title="0.3000">read</span>');
    expect(article).toContain(
      '<span class="w unknown" style="--p:30.0" title="0.3000">unknown</span>',
    );
    expect(article).toContain('<span class="w of1" style="--p:80.0" title="0.8000">read</span>');
    expect(article).toContain('<span class="mark unknown"></span>not in the vocabulary');
    expect(article).toContain('<span class="mark cut"></span>cut off');
    expect(textOf(article)).toContain("2 of 4 words read, 1 not in the vocabulary, 1 cut off");
  });

  test("counts characters where the network reads these", async () => {
    const traces = [{ ...trace, words: [word("read"), word("unknown")] }];
    const config = { tokens: "characters" };
    const page = textOf(await renderReportHtml(reportOf({ traces, config }), undefined));
    expect(page).toContain("Character by character");
    expect(page).toContain("before the first character 0.4000");
    expect(page).toContain("1 of 2 characters read, 1 not in the vocabulary");
    expect(page).not.toMatch(/words? read|Word by word|above a word/);
  });

  test("shows of the words before the first one read the last eight only, and says how many there are", async () => {
    const cut = Array.from({ length: 108 }, (_, i) => ({ ...word("cut", 0.4), word: `c${i}` }));
    const article = await articleOf({ ...trace, words: [...cut, word("read")] });
    expect(article).toContain(
      '<span class="gap">… 100 words not read …</span> <span class="w cut">c100<',
    );
    expect(textOf(article)).toContain("1 of 109 words read, 108 cut off");
  });

  test("names in its key and its counts only what occurs", async () => {
    const article = textOf(await articleOf({ ...trace, words: [word("read")] }));
    expect(article).toContain("1 of 1 word read · ");
    expect(article).not.toMatch(/vocabulary|cut off/);
  });

  test("of which nothing was read is neither right nor wrong", async () => {
    for (const words of [[], [word("unknown"), word("unknown")]]) {
      const article = textOf(await articleOf({ ...trace, words }));
      expect(article).toContain(
        "Text 1: nothing was read, so it counts as positive; it is positive",
      );
      expect(article).not.toMatch(/rightly|wrongly/);
    }
  });

  test("with a probability of one half counts as the first class, as in the evaluation", async () => {
    const article = await articleOf({ ...trace, probability: 0.5, words: [word("read", 0.5)] });
    expect(textOf(article)).toContain("read as negative, wrongly: it is positive");
    expect(article).toContain('class="w of0"');
  });
});

describe("the chapter’s curve", () => {
  const { losses, valLosses } = chapterCurve;
  const history = { losses, valLosses, valAccuracies: losses };
  const remarkOf = async (own: readonly number[]): Promise<string> =>
    textOf(
      await renderReportHtml(
        reportOf({ chapter: chapterCurve, history: { ...history, losses: own } }),
        undefined,
      ),
    );

  test("says what it is, and that a run of the same settings covers it", async () => {
    expect(await remarkOf(losses.map((loss) => loss + 2e-5))).toContain(
      "The grey line is for comparison: the chapter’s settings on IMDB in float64 NumPy, from the initial weights of " +
        "seed 42. Its training loss ends at 0.5990, its validation loss at 0.5987. This run’s training " +
        "loss covers it: the two differ by 0.0001 at most.",
    );
  });

  test("says that a run with other losses has other settings or weights", async () => {
    const text = await remarkOf(losses.map((loss) => loss - 0.01));
    expect(text).toContain("This run has other settings or other initial weights");
    expect(text).not.toContain("covers it");
  });
});

describe("what is not there", () => {
  const nothingYet = reportOf({
    status: "interrupted",
    config: {},
    versions: {},
    history: { losses: [], valLosses: [], valAccuracies: [] },
    evaluation: null,
    histogram: null,
    traces: [],
  });

  test("is said: no epoch, evaluation, histogram, trace, setting, version", async () => {
    const text = textOf(await renderReportHtml(nothingYet, { trainingMs: [] }));
    for (const sentence of [
      "Interrupted after 0 epochs",
      "No epoch was finished.",
      "The network was not evaluated.",
      "The probabilities were not counted.",
      "No text was followed word by word.",
      "Configuration None are recorded.",
      "Versions None are recorded.",
      "Accuracy – validation, last epoch",
    ]) {
      expect(text).toContain(sentence);
    }
    expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test("of a validation leaves its curve, its chart and its columns out", async () => {
    const { losses } = reportOf().history;
    const history = { losses, valLosses: [], valAccuracies: [] };
    const page = await renderReportHtml(reportOf({ history, evaluation: null }), timings);
    expect(textOf(page)).toContain("No texts were kept for validation.");
    expect(textOf(page)).toContain("Loss 0.6200 mean cross-entropy, training, last epoch");
    expect(page).not.toContain("<h3>Accuracy</h3>");
    expect(page).not.toContain(">Validation loss<");
    expect(page.match(/<svg/g)).toHaveLength(2);
  });

  test("of the chapter, or beside synthetic texts, draws no grey line", async () => {
    for (const report of [reportOf({ chapter: null }), withData({ synthetic: true })]) {
      const page = await renderReportHtml(report, undefined);
      expect(page).not.toContain('stroke="var(--reference)"');
      expect(textOf(page)).not.toContain("chapter");
    }
    expect(await renderReportHtml(reportOf(), undefined)).toContain('stroke="var(--reference)"');
    const synthetic = await renderReportHtml(withData({ synthetic: true }), undefined);
    expect(textOf(synthetic)).toContain("synthetic: made up, so no figure here");
  });

  test("never shows as NaN: scores of nothing, one class, one epoch, losses that are not finite", async () => {
    const none = { precision: null, recall: null, f1: null, support: 0 };
    const zero = { precision: NaN, recall: NaN, f1: NaN };
    const empty: ReportData["evaluation"] = {
      of: "validation",
      count: 0,
      accuracy: NaN,
      loss: NaN,
      confusion: [
        [0, 0],
        [0, 0],
      ],
      classes: [none, none],
      rocAuc: null,
      confusions: [],
      averages: { macro: zero, micro: zero, weighted: zero },
      rocAucs: [null, null],
      topAccuracies: [NaN, NaN],
    };
    const reports = [
      reportOf({ evaluation: empty, histogram: { bins: 1, counts: [[0], [0]] } }),
      reportOf({ history: { losses: [0.7], valLosses: [0.7], valAccuracies: [0.5] } }),
      reportOf({
        status: "diverged",
        history: { losses: [0.7, Infinity], valLosses: [NaN, NaN], valAccuracies: [NaN, 0.5] },
      }),
      withData({ classCounts: [0, 0] }),
    ];
    for (const report of reports) {
      const page = await renderReportHtml(report, { trainingMs: [0] });
      expect(page).not.toMatch(/NaN|Infinity|undefined|null/);
    }
  });
});

test.each([
  [0.6921, 1],
  [0.0001, 0],
])("a curve that stays at %s has an axis of distinct figures around it", async (loss, accuracy) => {
  const constant = (value: number): number[] => Array<number>(5).fill(value);
  const history = {
    losses: constant(loss),
    valLosses: constant(loss),
    valAccuracies: constant(accuracy),
  };
  const page = await renderReportHtml(reportOf({ history, chapter: null }), undefined);
  for (const chart of page.match(/<svg class="chart".*?<\/svg>/gs)?.slice(0, 2) ?? []) {
    const labels = [...chart.matchAll(/>(\d\.\d+)<\/text>/g)].map(([, label]) => label);
    expect(labels.length).toBeGreaterThanOrEqual(3);
    expect(new Set(labels).size).toBe(labels.length);
    expect(Math.max(...labels.map(({ length }) => length))).toBeLessThanOrEqual(5);
  }
});

test("a thousand epochs keep the page under 150 kB, with 200 rows, the first and the last", async () => {
  const losses = Array.from({ length: 1000 }, (_, i) => 0.7 * 0.999 ** i);
  const history = { losses, valLosses: losses, valAccuracies: losses };
  const page = await renderReportHtml(reportOf({ history }), undefined);
  expect(page.length).toBeLessThan(150_000);
  expect(textOf(page)).toContain("The figures for each epoch (200 of 1,000)");
  expect(page).toContain("<td>1</td>");
  expect(page).toContain("<td>1,000</td>");
});
