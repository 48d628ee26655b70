import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkReportData, checkReportTimings } from "../src/index.ts";
import { reportOf } from "./report-of.ts";

function outcomeOf(check: () => unknown): string {
  try {
    check();
    return "a report";
  } catch (error) {
    return String(error);
  }
}

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The report as it comes from an earlier format, which had no averages. */
function ofEarlier(): unknown {
  const near = (value: number): unknown => expect.closeTo(value, 4) as unknown;
  const averages = {
    macro: { precision: near(0.75), recall: near(0.75715), f1: near(0.74825) },
    micro: { precision: 0.75, recall: 0.75, f1: 0.75 },
    weighted: { precision: near(0.76388), recall: near(0.75001), f1: near(0.75175) },
  };
  return { ...reportOf(), evaluation: { ...reportOf().evaluation, averages } };
}

describe("checkReportData", () => {
  test("gives back a report that has been through JSON", () => {
    const absent = reportOf({ chapter: null, evaluation: null, histogram: null, traces: [] });
    const noValidation = reportOf({ history: { losses: [0.7], valLosses: [], valAccuracies: [] } });
    for (const report of [reportOf(), absent, noValidation]) {
      expect(checkReportData(json(report))).toEqual(report);
    }
  });

  test("reads a report of format 1, its warnings without codes and its words without a status", () => {
    const url = new URL("report-format-1.json", import.meta.url);
    expect(checkReportData(JSON.parse(readFileSync(url, "utf8")))).toEqual(ofEarlier());
  });

  test("reads a report of format 2, with the averages that its two classes have", () => {
    const url = new URL("report-format-2.json", import.meta.url);
    const found = checkReportData(JSON.parse(readFileSync(url, "utf8")));
    expect(found).toEqual(ofEarlier());
  });

  test("says where a report of format 1 is damaged", () => {
    expect(() => checkReportData({ ...reportOf(), format: 1 })).toThrow("(at data.warnings)");
  });

  test("leaves out what this version does not know", () => {
    expect(checkReportData({ ...reportOf(), later: 1 })).toEqual(reportOf());
  });

  test("says which format a report of another one has, and what reads it", () => {
    expect(() => checkReportData({ format: 4, whatever: 1 })).toThrow(
      new TypeError(
        "checkReportData: expected a report of format 1 to 3, got one of format 4. " +
          "Read it with the version of rnn-train that wrote it.",
      ),
    );
  });

  const report = reportOf();
  const { evaluation, histogram, history } = report;
  test.each([
    [undefined, "expected Object, got undefined (at the top)"],
    [[], 'expected "format", got undefined (at format)'],
    [{ ...report, status: "failed" }, 'got "failed" (at status)'],
    [{ ...report, title: 7 }, "expected string, got 7 (at title)"],
    [{ ...report, config: { seed: {} } }, "(at config.seed)"],
    [{ ...report, data: { ...report.data, classNames: ["one"] } }, "(at data.classNames)"],
    [
      // What JSON makes of a loss that is not a number.
      { ...report, history: { ...history, losses: [0.7, null, 0.6] } },
      "expected number, got null (at history.losses.1)",
    ],
    [
      { ...report, history: { ...history, valLosses: [0.7] } },
      "expected as many validation losses and accuracies as losses, or none, got Object (at history)",
    ],
    [
      { ...report, evaluation: { ...evaluation, count: 13 } },
      "expected a confusion matrix that sums to count, got Object (at evaluation)",
    ],
    [
      { ...report, evaluation: { ...evaluation, rocAucs: [0.5] } },
      "expected figures of as many classes everywhere, got Object (at evaluation)",
    ],
    [
      { ...report, data: { ...report.data, classCounts: [1, 2, 3] } },
      "expected as many class counts and scores as class names, got Object (at the top)",
    ],
    [
      { ...report, evaluation: { ...evaluation, accuracy: 1.5 } },
      "got 1.5 (at evaluation.accuracy)",
    ],
    [
      { ...report, histogram: { ...histogram, bins: 5 } },
      "expected as many counts of each class as bins, got Object (at histogram)",
    ],
    [
      { ...report, traces: [{ ...report.traces[0], words: ["film"] }] },
      'expected Object, got "film" (at traces.0.words.0)',
    ],
  ])("says what is wrong and where: %#", (value, message) => {
    expect(() => checkReportData(value)).toThrow(TypeError);
    expect(() => checkReportData(value)).toThrow(message);
    expect(() => checkReportData(value)).toThrow(
      "The file is damaged or not a report: make it again.",
    );
  });

  test("gives a report or a TypeError for any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(report)), (value, key) => {
        const outcome = outcomeOf(() => checkReportData({ ...report, [key]: value }));
        expect(outcome).toMatch(/^(a report|TypeError: checkReportData: expected .* \(at .*)$/s);
      }),
    );
  });
});

describe("checkReportTimings", () => {
  test("gives back times that have been through JSON, without what this version does not know", () => {
    const timings = { trainingMs: [1.5, 2], totalMs: 9, machine: "m", host: "Node 20", date: "d" };
    expect(checkReportTimings(json({ ...timings, later: 1 }))).toEqual(timings);
    expect(checkReportTimings({ trainingMs: [] })).toEqual({ trainingMs: [] });
  });

  test.each([
    [null, "expected Object, got null (at the top)"],
    [{}, 'expected "trainingMs", got undefined (at trainingMs)'],
    [{ trainingMs: [1, null] }, "expected number, got null (at trainingMs.1)"],
    [{ trainingMs: [-1] }, "expected >=0, got -1 (at trainingMs.0)"],
    [{ trainingMs: [1], date: 2026 }, "expected string, got 2026 (at date)"],
  ])("says what is wrong and where: %j", (value, message) => {
    expect(() => checkReportTimings(value)).toThrow(TypeError);
    expect(() => checkReportTimings(value)).toThrow(message);
    expect(() => checkReportTimings(value)).toThrow("not the times of a run: make it again.");
  });
});
