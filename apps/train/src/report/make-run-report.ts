import { chapterCurve, makeReport, type ReportData } from "@rnn/run-report";
import type { TextClassifier } from "@rnn/text-classifier";
import { namePaths } from "../data/name-path.ts";
import type { TrainedRun } from "./trained-run.ts";

/**
 * The report of a run that ended, from what the run learnt. It may be given away, so that it names files
 * without their folders.
 */
export function makeRunReport(
  { outcome, options, task, scored, fingerprint }: TrainedRun,
  parts: {
    readonly config: ReportData["config"];
    readonly versions: ReportData["versions"];
    readonly classifier: TextClassifier | undefined;
  },
): ReportData {
  const { data, classNames, description } = task;
  const { losses, valLosses, valAccuracies, status, source, warnings } = outcome;
  const synthetic = source.kind === "synthetic";
  const isChapter = options.command === "chapter";
  const ones = data.yTrain.astype("int32").data.reduce((sum, label) => sum + label, 0);
  const [train] = data.xTrain.shape;
  return makeReport({
    title: titleOf(outcome, options, classNames),
    status,
    versions: parts.versions,
    classifier: parts.classifier,
    config: {
      ...parts.config,
      data: namePaths([options.data, ...(options.moreData ?? [])]),
      ...(options.test && { test: namePaths(options.test) }),
    },
    data: {
      description,
      fingerprint,
      synthetic,
      counts: { train, validation: data.xVal.shape[0], test: data.xTest?.shape[0] ?? 0 },
      classNames,
      classCounts: [train - ones, ones],
    },
    warnings,
    history: { losses, valLosses, valAccuracies },
    // Of the later chapters there is no curve to compare with.
    chapter: isChapter && options.chapter === undefined && !synthetic ? chapterCurve : null,
    scored,
  });
}

/** The data in a few words: a file's name, or which reviews. */
export function nameData({ source }: Pick<TrainedRun["outcome"], "source">): string {
  if (source.kind === "texts") return namePaths([source.path, ...(source.morePaths ?? [])]);
  return source.kind === "synthetic" ? "synthetic reviews (made up, not IMDB)" : "IMDB reviews";
}

/** `The chapter’s network on IMDB reviews`, `Chapter 09-4’s network on IMDB reviews`, `mail.csv: ham or spam` */
function titleOf(
  outcome: TrainedRun["outcome"],
  { command, chapter }: TrainedRun["options"],
  [name0, name1]: readonly [string, string],
): string {
  const name = nameData(outcome);
  if (command !== "chapter") return `${name}: ${name0} or ${name1}`;
  return `${chapter === undefined ? "The chapter" : `Chapter ${chapter}`}’s network on ${name}`;
}
