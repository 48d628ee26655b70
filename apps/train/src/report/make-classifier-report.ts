import { makeReport, type ReportData } from "@rnn/run-report";
import { namePaths } from "../data/name-path.ts";
import type { ClassifierOptions } from "../options/classifier-options.ts";
import { classifierOptionsOf } from "../options/learning-options.ts";
import type { ClassifierRun } from "./describe-classifier-run.ts";

/** Of more classes the title says how many there are. */
const mostNamed = 4;

/**
 * The report of a classifier's run. It may be given away, so that it names files without their folders.
 */
export function makeClassifierReport(
  { outcome, trained, data, scored }: ClassifierRun,
  parts: {
    readonly options: ClassifierOptions;
    readonly fingerprint: string;
    readonly versions: ReportData["versions"];
  },
): ReportData {
  const { options, fingerprint, versions } = parts;
  const { losses, valLosses, valAccuracies, bestEpoch, warnings } = outcome;
  const { classifier, validationRows, refitted, threshold } = trained;
  const { classNames } = classifier;
  const kept = new Set(validationRows);
  const classCounts = Array<number>(classNames.length).fill(0);
  for (const [row, label] of data.train.labels.entries()) if (!kept.has(row)) classCounts[label]++;
  const texts = data.train.length;
  return makeReport({
    title: `${nameData(options)}: ${describeClasses(classNames)}`,
    status: outcome.status,
    versions,
    classifier,
    config: configOf(options, trained),
    data: {
      description: data.description,
      fingerprint,
      synthetic: false,
      counts: {
        train: texts - validationRows.length,
        validation: validationRows.length,
        test: data.test?.length ?? 0,
      },
      classNames,
      classCounts,
    },
    warnings,
    history: {
      losses,
      valLosses,
      valAccuracies,
      ...(bestEpoch !== null && { bestEpoch }),
    },
    chapter: null,
    comparisons: scored.comparisons,
    scored: scored.scored,
    refitted,
    ...(threshold && {
      threshold: {
        threshold: threshold.threshold,
        precision: threshold.precision,
        recall: threshold.recall,
      },
    }),
  });
}

/** The data in a few words: its files' names. */
export function nameData({ data, moreData = [] }: ClassifierOptions): string {
  return namePaths([data, ...moreData]);
}

function describeClasses(names: readonly string[]): string {
  if (names.length > mostNamed) return `${names.length} classes`;
  return `${names.slice(0, -1).join(", ")} or ${names[names.length - 1]}`;
}

/** The options, and what the texts have decided. */
function configOf(
  options: ClassifierOptions,
  { classifier, settings }: ClassifierRun["trained"],
): ReportData["config"] {
  const { command: _, ...given } = classifierOptionsOf(options);
  return {
    ...given,
    data: nameData(options),
    ...(options.test && { test: namePaths(options.test) }),
    ...(options.from !== undefined && { from: namePaths([options.from]) }),
    ...(options.vectors !== undefined && { vectors: namePaths([options.vectors]) }),
    tokens: classifier.tokens,
    ...(settings && {
      numWords: settings.numWords,
      maxlen: settings.maxlen,
      cell: settings.cell,
      units: settings.units,
      embedding: settings.outputDim,
      embeddingDropout: settings.embeddingDropout,
      dropout: settings.dropout,
      epochs: settings.epochs,
      patience: settings.patience,
      batchSize: settings.batchSize,
      learningRate: settings.learningRate,
    }),
  };
}
