import type { Tensor } from "@rnn/tensor";
import { evaluate, type TextClassifier } from "@rnn/text-classifier";
import type { FinishedRun } from "../run/write-run.ts";
import { scoredPart, type Task } from "../task.ts";
import { chapterCurve } from "./html/chapter-curve.ts";
import {
  type ProbabilityHistogram,
  type ReportData,
  reportFormat,
  type WordTrace,
} from "./html/report-data.ts";

const bins = 20;

/** All that the report shows but the times; equal runs give equal reports. */
export function makeReport(
  { outcome, network, options, task, fingerprint }: FinishedRun,
  parts: {
    readonly config: ReportData["config"];
    readonly versions: ReportData["versions"];
    readonly classifier: TextClassifier | undefined;
  },
): ReportData {
  const { config, versions, classifier } = parts;
  const { data, classNames, description, warnings } = task;
  const { of, x, y } = scoredPart(data);
  const labels = y.astype("int32").data;
  const probabilities = network.predictProba(x).data;
  const { losses, valLosses, valAccuracies, status, source } = outcome;
  const isChapter = options.command === "chapter" && source.kind !== "synthetic";
  const ones = data.yTrain.astype("int32").data.reduce((sum, label) => sum + label, 0);
  const [train] = data.xTrain.shape;
  return {
    format: reportFormat,
    title: options.command === "chapter" ? "The chapter's network" : "A text classifier",
    status,
    config,
    versions,
    data: {
      description,
      fingerprint,
      synthetic: source.kind === "synthetic",
      counts: { train, validation: data.xVal.shape[0], test: data.xTest?.shape[0] ?? 0 },
      classNames,
      classCounts: [train - ones, ones],
      warnings: [...warnings],
    },
    history: { losses, valLosses, valAccuracies },
    chapter: isChapter ? chapterCurve : null,
    evaluation: { of, ...evaluate(labels, probabilities) },
    histogram: histogramOf(labels, probabilities),
    traces: classifier ? tracesOf(classifier, task, labels, probabilities) : [],
  };
}

function histogramOf(labels: ArrayLike<number>, probabilities: Float64Array): ProbabilityHistogram {
  const counts = [Array<number>(bins).fill(0), Array<number>(bins).fill(0)] as const;
  for (const [n, probability] of probabilities.entries()) {
    counts[labels[n]][Math.min(bins - 1, Math.floor(probability * bins))]++;
  }
  return { bins, counts: [counts[0], counts[1]] };
}

/** The surest right and the surest wrong text of each class. */
function tracesOf(
  classifier: TextClassifier,
  task: Task,
  labels: Int32Array,
  probabilities: Float64Array,
): WordTrace[] {
  const chosen = new Set<number>();
  for (const label of [1, 0]) {
    const rows = [...probabilities.keys()].filter((n) => labels[n] === label);
    const sorted = rows.sort((a, b) => probabilities[b] - probabilities[a] || a - b);
    for (const row of [sorted[0], sorted[sorted.length - 1]]) {
      if (row !== undefined) chosen.add(row);
    }
  }
  return Array.from(chosen, (row) => {
    const written = task.texts?.[row];
    const { start, words, probability } = classifier.trace(written ?? wordsOfRow(task, row));
    return {
      ...(written !== undefined && { text: written }),
      trueClass: task.classNames[labels[row]],
      probability,
      start,
      words: words.map(({ word, status, probability: after }) => ({
        word,
        known: status !== "unknown",
        read: status === "read",
        probability: after,
      })),
    };
  });
}

/** The known words of a row, where its text is not there. */
function wordsOfRow({ data, reading }: Task, row: number): string {
  const { indices } = scoredPart(data).x;
  const ids: Tensor<"int32"> = indices.slice(row);
  return Array.from(ids.contiguous().data, (id) => reading?.vocabulary[id] ?? "")
    .filter((word) => word !== "")
    .join(" ");
}
