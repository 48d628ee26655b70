import type { StreamedLabelledData } from "@rnn/labelled-text";
import {
  type ClassifierModel,
  findTrainingWarnings,
  type TrainedTextClassifier,
} from "@rnn/text-classifier";
import type { ClassifierOptions } from "../options/classifier-options.ts";
import type { ClassifierOutcome, ModelScores } from "./classifier-outcome.ts";
import { describeDecision, findDecisionWarnings } from "./describe-decision.ts";
import type { ScoredClassifier } from "./score-classifier.ts";

/** All that is reported of the training of a classifier. */
export interface ClassifierRun {
  readonly trained: TrainedTextClassifier;
  readonly data: StreamedLabelledData;
  readonly scored: ScoredClassifier;
  readonly outcome: ClassifierOutcome;
  readonly trainingWarnings: ClassifierOutcome["warnings"];
}

interface Parts extends Pick<ClassifierRun, "trained" | "data" | "scored"> {
  readonly options: ClassifierOptions;
  readonly out: string;
  readonly dataWarnings: ClassifierOutcome["warnings"];
  readonly added: ClassifierOutcome["added"];
  readonly vectors: ClassifierOutcome["vectors"];
}

/** What the training came to, and what to watch for. */
export function describeClassifierRun(parts: Parts): ClassifierRun {
  const { trained, data, scored, options, out, dataWarnings, added, vectors } = parts;
  const { history, evaluation, evaluations, differences, classifier } = trained;
  const { losses, valLosses, valAccuracies, trainingMs, bestEpoch } = history;
  // What came after the best epoch was not kept, so it warns of nothing.
  const kept = { losses: losses.slice(0, bestEpoch), valLosses: valLosses.slice(0, bestEpoch) };
  const { of } = scored.scored;
  const trainingWarnings = [
    ...findTrainingWarnings(kept, {
      evaluation: scored.evaluation,
      of,
      classNames: classifier.classNames,
    }),
    ...findDecisionWarnings(trained, options),
    ...warnOfNgrams(trained, data.train.length),
  ];
  const models: Partial<Record<ClassifierModel, ModelScores>> = {};
  for (const model of ["rnn", "ngrams", "both"] as const) {
    const found = evaluations[model];
    if (found === undefined) continue;
    const { accuracy, averages, loss, expectedCalibrationError } = found;
    models[model] = { accuracy, f1: averages.macro.f1, loss, expectedCalibrationError };
  }
  const outcome: ClassifierOutcome = {
    status: "completed",
    source: {
      kind: "texts",
      path: options.data,
      ...(options.moreData && { morePaths: options.moreData }),
    },
    model: classifier.model,
    losses,
    valLosses,
    valAccuracies,
    trainingMs,
    bestEpoch: bestEpoch === 0 ? null : bestEpoch,
    valAccuracy: evaluation.accuracy,
    testAccuracy: of === "test" ? scored.evaluation.accuracy : null,
    models,
    differences,
    decision: describeDecision(
      trained,
      trained.validationRows.map((row) => data.train.labels[row]),
    ),
    ...(added && { added }),
    ...(vectors && { vectors }),
    warnings: [...dataWarnings, ...trainingWarnings],
    out,
  };
  return { trained, data, scored, outcome, trainingWarnings };
}

/** Of very many texts the n-grams read a part. */
function warnOfNgrams(
  { ngramTexts, validationRows }: TrainedTextClassifier,
  texts: number,
): ClassifierOutcome["warnings"] {
  const learnt = texts - validationRows.length;
  if (ngramTexts >= learnt) return [];
  const message =
    `The n-grams were fitted to ${ngramTexts} of the ${learnt} texts to train on, evenly spread: ` +
    "all of theirs would not fit in memory. The network reads all texts.";
  return [{ code: "ngrams-of-a-part", message }];
}
