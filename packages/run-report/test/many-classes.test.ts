import { describe, expect, test } from "vitest";
import {
  checkReportData,
  type FinishedRun,
  makeReport,
  type ReportData,
  type ReportedComparison,
  renderReportHtml,
} from "../src/index.ts";
import { reportOf, traceWords } from "./report-of.ts";

/** A run on K classes, of which each of the first is taken for the next one in one of four texts. */
function runOf(classes: number, textsOfEach = 4): FinishedRun {
  const labels = Array.from({ length: classes * textsOfEach }, (_, n) => n % classes);
  const probabilities = new Float64Array(labels.length * classes).fill(0.1 / (classes - 1));
  labels.forEach((label, n) => {
    const isWrong = n < classes && label < 3;
    probabilities[n * classes + ((label + Number(isWrong)) % classes)] = 0.9;
  });
  const { title, status, config, versions, data, warnings, history } = reportOf();
  return {
    title,
    status,
    config,
    versions,
    data: {
      ...data,
      classNames: Array.from({ length: classes }, (_, k) => `class_${k + 1}`),
      classCounts: Array.from({ length: classes }, (_, k) => 200 - k),
    },
    warnings,
    history,
    chapter: null,
    scored: {
      of: "test",
      labels,
      probabilities,
      writtenText: () => undefined,
      knownText: () => "",
    },
    classifier: undefined,
  };
}

/** The words of a page as they are read, one space between. */
function textOf(page: string): string {
  return page
    .replace(/<style>.*<\/style>/s, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
}

const pageOf = async (report: ReportData): Promise<string> =>
  textOf(await renderReportHtml(report, undefined));

describe("a report of many classes", () => {
  test.each([3, 9, 77, 120])("of %i comes back from JSON as it was", (classes) => {
    const report = makeReport(runOf(classes));
    expect(checkReportData(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.evaluation?.confusion === null).toBe(classes > 100);
    expect(report.evaluation?.confusions[0]).toEqual({ label: 0, predicted: 1, count: 1 });
    // Read wrongly, read rightly, by the probability of the class read.
    expect(report.histogram?.counts.map((counts) => counts[18])).toEqual([3, 4 * classes - 3]);
  });

  test("of few shows the matrix with shares, the macro F1 and how often the class is among the likeliest", async () => {
    const text = await pageOf(makeReport(runOf(3)));
    for (const figure of [
      "Accuracy 0.7500 of 12 test texts; “class_1” for all gives 0.3333",
      "Macro F1 0.7500",
      "Top 2 0.8333 the class is among the 2 likeliest",
      "class_1 3 75.0 % 1 25.0 % 0 0.0 % 4",
      "The likeliest class is the right one 0.7500",
      "ROC AUC, mean of each class against the rest",
      "class_3 0.7500 0.7500 0.7500 4 198",
      "read rightly, upwards",
    ]) {
      expect(text).toContain(figure);
    }
    expect(text).not.toContain("AUC area");
  });

  test("of up to twelve shows the matrix by numbers", async () => {
    const text = await pageOf(makeReport(runOf(9)));
    expect(text).toContain(
      "True class 1 2 3 4 5 6 7 8 9 all 1\u00a0class_1 3 1 0 0".replaceAll("\u00a0", " "),
    );
  });

  test("of more lists the largest confusions, and the classes with the lowest F1 first", async () => {
    const text = await pageOf(makeReport(runOf(77)));
    expect(text).toContain(
      "The pairs of classes that are confused most often: 3 of the 3 texts that were read wrongly.",
    );
    expect(text).toContain(
      "class_1 class_2 1 25.0 % class_2 class_3 1 25.0 % class_3 class_4 1 25.0 %",
    );
    expect(text).toContain("class_2 0.7500 0.7500 0.7500 4 199");
    expect(text).toContain("The other 65 classes");
    expect(text).toContain("Classes 77 The largest class_1: 200 to train on");
  });

  test("without a mistake says so", async () => {
    const run = runOf(13, 1);
    run.scored.probabilities.fill(0.1 / 12);
    for (let k = 0; k < 13; k++) run.scored.probabilities[k * 13 + k] = 0.9;
    expect(await pageOf(makeReport(run))).toContain("No text was taken for another class.");
  });

  test("keeps names from breaking the page, however long they are", async () => {
    const run = runOf(77);
    const long = "<b>".repeat(2000);
    const names = run.data.classNames.map((name, k) => (k === 0 ? long : name));
    const page = await renderReportHtml(
      makeReport({ ...run, data: { ...run.data, classNames: names } }),
      undefined,
    );
    expect(page).not.toContain("<b>".repeat(2));
    expect(page.length).toBeLessThan(150_000);
  });

  test("follows a text by the class that it is read as, from nothing to certain", async () => {
    const trace = {
      text: "not a word too many",
      trueClass: "class_2",
      label: 2,
      probability: 0.8,
      start: 0.4,
      words: traceWords("not", "a", "word", "too", "many"),
    };
    const report = { ...makeReport(runOf(3)), traces: [trace] };
    const page = await renderReportHtml(checkReportData(report), undefined);
    expect(textOf(page)).toContain("Text 1: read as class_3, wrongly: it is class_2");
    expect(textOf(page)).toContain("probability of “class_3” 0.8000, before the first word 0.4000");
    expect(page).toContain('class="w likeliest of1"');
  });
});

test("A space that is a token of its own is shown as an open box", async () => {
  const [trace] = reportOf().traces;
  const words = traceWords("가", " ", "나");
  const page = await renderReportHtml(reportOf({ traces: [{ ...trace, words }] }), undefined);
  expect(page).toMatch(/<span class="w of\d"[^>]*>␣<\/span>/);
  expect(textOf(page)).toContain("largest steps: ␣ +");
});

describe("the parts of a classifier", () => {
  const comparison: ReportedComparison = {
    of: "test",
    count: 1000,
    chosen: "both",
    models: [
      { model: "rnn", accuracy: 0.88, f1: 0.87, loss: 0.5 },
      { model: "ngrams", accuracy: 0.9, f1: 0.89, loss: 0.4 },
      { model: "both", accuracy: 0.915, f1: 0.91, loss: 0.35 },
    ],
    differences: [
      { first: "rnn", second: "ngrams", difference: -0.02, low: -0.031, high: -0.009 },
      { first: "both", second: "ngrams", difference: 0.015, low: -0.001, high: 0.031 },
      { first: "both", second: "rnn", difference: 0.035, low: 0.02, high: 0.05 },
      { first: "ngrams", second: "rnn", difference: 0, low: -0.01, high: 0.01 },
    ],
  };

  test("are shown side by side, with what may be chance", async () => {
    const report = reportOf({ comparisons: [comparison] });
    const text = (await pageOf(checkReportData(report))).replaceAll("\u00a0", " ");
    for (const figure of [
      "What each part does",
      "On 1,000 test texts",
      "recurrent network 0.8800 0.8700 0.5000",
      "both together (used) 0.9150 0.9100 0.3500",
      "recurrent network less n-grams −0.0200 −0.0310 to −0.0090, less accurate",
      "both together less n-grams +0.0150 −0.0010 to +0.0310, may be chance",
      "both together less recurrent network +0.0350 +0.0200 to +0.0500, more accurate",
      "n-grams less recurrent network +0.0000 −0.0100 to +0.0100, no difference",
    ]) {
      expect(text).toContain(figure);
    }
    expect(await pageOf(reportOf())).not.toContain("What each part does");
  });

  test("show what the probability becomes without the words that matter most", async () => {
    const [trace] = reportOf().traces;
    const parts = [
      { text: "a <b>word</b>", probability: 0.25 },
      { text: "many", probability: 0.9 },
    ];
    const traces = [
      { ...trace, occlusion: { probability: 0.8, wordsPerPart: 1, parts } },
      { ...trace, occlusion: { probability: 0.8, wordsPerPart: 12, parts: [parts[0]] } },
      { ...trace, occlusion: { probability: 0.8, wordsPerPart: 1, parts: [] } },
    ];
    const text = await pageOf(checkReportData(reportOf({ traces })));
    expect(text).toContain(
      "Without a word the 0.8000 of “positive” becomes: “a &lt;b&gt;word&lt;/b&gt;” 0.2500, “many” 0.9000",
    );
    expect(text).toContain("Without 12 words the 0.8000 of “positive” becomes: “a");
    expect(text.match(/ becomes: /g)).toHaveLength(2);
  });

  test("each say what they make of a text, and which n-grams weigh most", async () => {
    const [trace] = reportOf().traces;
    const ngrams = [
      { ngram: "a word", weight: 1.25 },
      { ngram: "<many>", weight: -0.5 },
    ];
    const models = { rnn: 0.8, ngrams: 0.3, both: 0.45 };
    const traces = [
      { ...trace, readAs: "negative", models, ngrams },
      { ...trace, words: [], ngrams, probability: 0.3, start: 0.5 },
    ];
    const text = await pageOf(checkReportData(reportOf({ traces })));
    expect(text).toContain("Text 1: read as negative, wrongly: it is positive");
    expect(text).toContain(
      "probability of “positive”: recurrent network 0.8000, n-grams 0.3000, both together 0.4500; of the network, before the first word 0.4000",
    );
    expect(text).toContain("n-grams that weigh most: “a word” +1.2500, “&lt;many&gt;” −0.5000");
    expect(text).toContain("Text 2: read as negative, wrongly: it is positive");
    expect(text).toContain("The bar above a word shows the probability");
    const [, ofNgrams] = traces;
    const alone = await pageOf(checkReportData(reportOf({ traces: [ofNgrams] })));
    expect(alone).toContain("Of each class, the text with the highest probability of “positive”");
    expect(alone).not.toContain("The bar above a word");
  });
});
