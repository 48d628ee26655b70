import { chapterCurve, makeReport, type ReportData } from "@rnn/run-report";
import type { Tensor } from "@rnn/tensor";
import type { TextClassifier } from "@rnn/text-classifier";
import type { FinishedRun } from "../run/write-run.ts";
import { scoredPart, type Task } from "../task.ts";

/** The report of a run that ended, from what the run learnt. */
export function reportOf(
  { outcome, network, options, task, fingerprint }: FinishedRun,
  parts: {
    readonly config: ReportData["config"];
    readonly versions: ReportData["versions"];
    readonly classifier: TextClassifier | undefined;
  },
): ReportData {
  const { data, classNames, description, warnings } = task;
  const { of, x, y } = scoredPart(data);
  const { losses, valLosses, valAccuracies, status, source } = outcome;
  const synthetic = source.kind === "synthetic";
  const isChapter = options.command === "chapter";
  const ones = data.yTrain.astype("int32").data.reduce((sum, label) => sum + label, 0);
  const [train] = data.xTrain.shape;
  return makeReport({
    title: isChapter ? "The chapter's network" : "A text classifier",
    status,
    ...parts,
    data: {
      description,
      fingerprint,
      synthetic,
      counts: { train, validation: data.xVal.shape[0], test: data.xTest?.shape[0] ?? 0 },
      classNames,
      classCounts: [train - ones, ones],
      warnings: [...warnings],
    },
    history: { losses, valLosses, valAccuracies },
    chapter: isChapter && !synthetic ? chapterCurve : null,
    scored: {
      of,
      labels: y.astype("int32").data,
      probabilities: network.predictProba(x).data,
      writtenText: (row) => task.texts?.[row],
      knownText: (row) => knownWordsOf(task, row),
    },
  });
}

/** The known words of a row, where its text is not there. */
function knownWordsOf({ data, reading }: Task, row: number): string {
  const { indices } = scoredPart(data).x;
  const ids: Tensor<"int32"> = indices.slice(row);
  return Array.from(ids.contiguous().data, (id) => reading?.vocabulary[id] ?? "")
    .filter((word) => word !== "")
    .join(" ");
}
