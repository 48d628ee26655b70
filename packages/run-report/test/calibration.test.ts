import { RecurrentNetwork } from "@rnn/model";
import { TextClassifier } from "@rnn/text-classifier";
import { describe, expect, test } from "vitest";
import {
  checkReportData,
  type FinishedRun,
  makeReport,
  type ReportData,
  renderReportHtml,
} from "../src/index.ts";
import { reportOf } from "./report-of.ts";

const network = new RecurrentNetwork({ nCells: 1 });
network.setWeights({ w1h: [[0.5]], w1x: [[0], [1]], b1: [0], w2: [[3]], b2: [0] });
const parts = { network, vocabulary: [null, "great"], maxlen: 5, classNames: ["bad", "good"] };

const labels = [1, 1, 1, 0, 0, 0, 0, 1];
const probabilities = Float64Array.of(0.9, 0.8, 0.8, 0.6, 0.1, 0.2, 0.2, 0.4);

/** A run of a classifier with a decision of its own. */
function runOf(decision: object, run: Partial<FinishedRun> = {}): FinishedRun {
  const { title, status, config, versions, data, warnings, history } = reportOf();
  return {
    title,
    status,
    config,
    versions,
    data: { ...data, classNames: ["bad", "good"] },
    warnings,
    history,
    chapter: null,
    scored: {
      of: "test",
      labels,
      probabilities,
      uncalibrated: probabilities.map((p) => (p > 0.5 ? 0.99 : 0.01)),
      writtenText: () => "great",
      knownText: () => "",
    },
    classifier: new TextClassifier({ ...parts, ...decision }),
    ...run,
  };
}

/** The words of a page as they are read, one space between. */
async function readPage(report: ReportData): Promise<string> {
  const page = await renderReportHtml(report, undefined);
  return page
    .replace(/<style>.*<\/style>/s, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
}

describe("a report", () => {
  test("has the reliability diagram before and after, and comes back from JSON as it was", async () => {
    const report = makeReport(runOf({ temperatures: { rnn: 2 } }));
    // By hand: 0.9 and 0.1 right of all; 0.8, four of four; 0.6, none of two.
    expect(report.calibration?.after.error).toBeCloseTo((2 * 0.1 + 4 * 0.2 + 2 * 0.6) / 8, 12);
    expect(report.calibration?.after.bins.map(({ count }) => count)).toEqual([2, 4, 2]);
    expect(report.calibration?.before?.error).toBeCloseTo(0.24, 12);
    expect(checkReportData(JSON.parse(JSON.stringify(report)))).toEqual(report);
    const text = await readPage(report);
    expect(text).toContain("The expected calibration error is 0.2750; before it is 0.2400:");
    expect(text).toContain("divided by a temperature of 2.0000");
    expect(text).toContain(
      "Probability Right Texts 0.6000 0.0000 2 0.8000 1.0000 4 0.9000 1.0000 2",
    );
  });

  test("shows what not being sure would change, and the classifier's own bound", async () => {
    const report = makeReport(runOf({ rejectBelow: 0.75 }));
    expect(report.rejection?.below).toBe(0.75);
    expect(report.rejection?.curve[0]).toEqual({
      below: 0.6,
      rejected: 0,
      share: 0,
      accuracy: 0.75,
    });
    const text = await readPage(report);
    expect(text).toContain("0.75 (kept in the model) 25.0 % 1.0000");
    expect(text).toContain("0.95 100.0 % –");
    expect(text).toContain("The dot is the model’s own.");
  });

  test("reads texts by the classifier's threshold, and says how that was chosen", async () => {
    const threshold = { threshold: 0.85, precision: 1, recall: 0.25 };
    const report = makeReport(runOf({ threshold: 0.85 }, { threshold }));
    expect(report.evaluation?.confusion).toEqual([
      [4, 0],
      [3, 1],
    ]);
    const text = await readPage(report);
    expect(text).toContain(
      "A text is read as “good” where its probability is above 0.8500: on the validation texts, " +
        "which this threshold was chosen by, that has a precision of 1.0000 and a recall of 0.2500.",
    );
    expect(report.traces.map(({ readAs }) => readAs)).toEqual(["good", "bad", "bad", "bad"]);
  });

  test("of earlier versions has none of it", async () => {
    const earlier = reportOf();
    expect(checkReportData(JSON.parse(JSON.stringify(earlier)))).toEqual(earlier);
    expect(await readPage(earlier)).not.toContain("How far the probabilities can be trusted");
  });
});
