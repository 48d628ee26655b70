import {
  type LabelledTextStream,
  type StreamedLabelledData,
  selectTexts,
} from "@rnn/labelled-text";
import { findShownRows, type ReportedComparison, type ScoredTexts } from "@rnn/run-report";
import {
  type ClassifierModel,
  type Evaluation,
  evaluate,
  type ModelComparison,
  type TrainedTextClassifier,
} from "@rnn/text-classifier";
import { compareScores } from "../evaluation/compare-scores.ts";
import type { ScoringContext } from "../evaluation/score-batches.ts";
import { scoreTexts } from "../evaluation/score-texts.ts";
import { uncalibrate } from "../evaluation/uncalibrate.ts";

/** The texts that a run is scored with: those for testing, or else those for validation. */
export interface ScoredClassifier {
  readonly scored: ScoredTexts;
  readonly evaluation: Evaluation;
  readonly comparisons: readonly ReportedComparison[];
}

/** Scores the classifier on the texts for testing where there are any, else as it was validated. */
export async function scoreClassifier(
  trained: TrainedTextClassifier,
  { train, test }: StreamedLabelledData,
  context: ScoringContext,
): Promise<ScoredClassifier> {
  const { classifier, evaluation, validationRows } = trained;
  const { validationProbabilities, uncalibratedProbabilities } = trained;
  const ofValidation = describeComparison(trained, "validation", classifier.model);
  if (test === undefined || test.length === 0) {
    const probabilities = Float64Array.from(validationProbabilities.contiguous().data);
    const labels = Int32Array.from(validationRows, (row) => train.labels[row]);
    const shown = findShownRows(labels, probabilities, classifier.classNames.length);
    return {
      scored: {
        of: "validation",
        labels,
        probabilities,
        ...(validationProbabilities !== uncalibratedProbabilities && {
          uncalibrated: Float64Array.from(uncalibratedProbabilities.contiguous().data),
        }),
        writtenText: await keepTexts(train, shown, (row) => validationRows[row]),
        knownText: () => "",
      },
      evaluation,
      comparisons: ofValidation,
    };
  }
  const scores = await scoreTexts(classifier, test, context);
  const { threshold, classNames, model } = classifier;
  const given = scores[model];
  if (given === undefined) throw new Error(`scoreClassifier: expected scores of ${model}.`);
  const probabilities = given.contiguous().data;
  const ofParts = compareScores(test.labels, scores);
  const shown = findShownRows(test.labels, probabilities, classNames.length);
  const found = evaluate(test.labels, given, threshold === undefined ? {} : { threshold });
  const before = uncalibrate(classifier, given, ofParts);
  return {
    scored: {
      of: "test",
      labels: test.labels,
      probabilities,
      ...(before && { uncalibrated: Float64Array.from(before.contiguous().data) }),
      writtenText: await keepTexts(test, shown),
      knownText: () => "",
    },
    evaluation: found,
    comparisons: [
      ...ofValidation,
      ...(ofParts ? describeComparison(ofParts, "test", classifier.model) : []),
    ],
  };
}

/** The texts of some rows. @param placeOf where a row is in the stream */
async function keepTexts(
  stream: LabelledTextStream,
  rows: readonly number[],
  placeOf: (row: number) => number = (row) => row,
): Promise<(row: number) => string | undefined> {
  const { texts } = await selectTexts(stream, rows.map(placeOf));
  const kept = new Map(rows.map((row, at) => [row, texts[at]]));
  return (row) => kept.get(row);
}

const models = ["ngrams", "rnn", "both"] as const;

function describeComparison(
  { evaluations, differences }: ModelComparison,
  of: "validation" | "test",
  chosen: ClassifierModel,
): ReportedComparison[] {
  const compared = models.flatMap((model) => {
    const found = evaluations[model];
    if (found === undefined) return [];
    const { accuracy, averages, loss } = found;
    return [{ model, accuracy, f1: averages.macro.f1, loss }];
  });
  if (compared.length < 2) return [];
  const count = evaluations.ngrams?.count ?? 0;
  return [{ of, count, chosen, models: compared, differences }];
}
