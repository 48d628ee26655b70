import type { ReportData, ReportedWord } from "../src/report-data.ts";

const losses = [0.71, 0.66, 0.62];

/** Words of a trace, each one step further towards class 1; the first is cut off, the third not known. */
export function traceWords(...words: string[]): ReportedWord[] {
  return words.map((word, i) => ({
    word,
    status: i === 0 ? "cut" : i === 2 ? "unknown" : "read",
    probability: 0.4 + (0.5 * i) / words.length,
  }));
}

/** A small report with something in each of its parts, and the changes to it. */
export function reportOf(changes: Partial<ReportData> = {}): ReportData {
  return {
    format: 3,
    title: "Twelve texts",
    status: "completed",
    config: { epochs: 3, learningRate: 0.01, engine: "wasm", shuffle: true, seed: null },
    versions: { node: "v20.19.0", "@rnn/model": "0.0.0" },
    data: {
      description: "reviews.csv",
      fingerprint: "sha256:0123abcd",
      synthetic: false,
      counts: { train: 80, validation: 10, test: 12 },
      classNames: ["negative", "positive"],
      classCounts: [60, 42],
    },
    warnings: [{ code: "data", message: "3 texts occur twice" }],
    history: { losses, valLosses: losses, valAccuracies: [0.5, 0.6, 0.7] },
    chapter: {
      source: "the chapter’s settings in NumPy",
      losses: [0.7, 0.68, 0.67, 0.66],
      valLosses: [0.69, 0.68, 0.67, 0.66],
      printedAccuracy: 0.6572,
    },
    evaluation: {
      of: "test",
      count: 12,
      accuracy: 0.75,
      loss: 0.5432,
      confusion: [
        [5, 2],
        [1, 4],
      ],
      classes: [
        { precision: 0.8333, recall: 0.7143, f1: 0.7692, support: 7 },
        { precision: 0.6667, recall: 0.8, f1: 0.7273, support: 5 },
      ],
      rocAuc: 0.8571,
      confusions: [
        { label: 0, predicted: 1, count: 2 },
        { label: 1, predicted: 0, count: 1 },
      ],
      averages: {
        macro: { precision: 0.75, recall: 0.75715, f1: 0.74825 },
        micro: { precision: 0.75, recall: 0.75, f1: 0.75 },
        weighted: { precision: 0.763883, recall: 0.750008, f1: 0.751742 },
      },
      rocAucs: [0.8571, 0.8571],
      topAccuracies: [0.75, 1],
    },
    comparisons: [],
    histogram: {
      bins: 4,
      counts: [
        [4, 1, 1, 1],
        [0, 1, 1, 3],
      ],
    },
    traces: [
      {
        text: "Not a word too many.",
        trueClass: "positive",
        probability: 0.8,
        start: 0.4,
        words: traceWords("not", "a", "word", "too", "many"),
      },
    ],
    ...changes,
  };
}
