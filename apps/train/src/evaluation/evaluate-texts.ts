import type { LabelledTextStream } from "@rnn/labelled-text";
import {
  type ClassifierModel,
  compareEvaluators,
  type Evaluation,
  Evaluator,
  type ModelComparison,
  type Rejection,
  RejectionCounts,
  type TextClassifier,
} from "@rnn/text-classifier";
import { type ScoringContext, scoreBatches } from "./score-batches.ts";
import { type MistakenRow, WorstMistakes } from "./worst-mistakes.ts";

/** How a classifier does on texts, and which of them it gets wrong. */
export interface EvaluatedTexts {
  readonly evaluation: Evaluation;
  /** Of a classifier of both, how each part does, by the likeliest class of each text. */
  readonly ofParts: ModelComparison | undefined;
  readonly rejection: Rejection | undefined;
  readonly mistakes: readonly MistakenRow[];
}

/**
 * Evaluates a classifier on texts that need not be in memory, and what it gives them need not either: of very many
 * texts of many classes the texts are scored twice, so that all are ranked for the ROC areas.
 *
 * @param part with weights where these are to be counted
 * @param options.mistakes how many at most
 * @param options.keptProbabilities as of `Evaluator`
 */
export async function evaluateTexts(
  classifier: TextClassifier,
  part: LabelledTextStream,
  options: { readonly mistakes: number; readonly keptProbabilities?: number },
  context: Omit<ScoringContext, "done">,
): Promise<EvaluatedTexts> {
  const { model, classNames, threshold, rejectBelow } = classifier;
  const { labels, weights } = part;
  const { keptProbabilities } = options;
  const rows = {
    classes: classNames.length,
    weights,
    ...(keptProbabilities !== undefined && { keptProbabilities }),
  };
  const models: readonly ClassifierModel[] =
    model === "both" ? ["rnn", "ngrams", "both"] : threshold === undefined ? [model] : [];
  const byModel = models.map((name) => [name, new Evaluator(labels, rows)] as const);
  const whole =
    byModel.find(([name]) => name === model && threshold === undefined)?.[1] ??
    new Evaluator(labels, { ...rows, threshold });
  const evaluators = new Map<Evaluator, ClassifierModel>([
    ...byModel.map(([name, evaluator]) => [evaluator, name] as const),
    [whole, model],
  ]);
  const rejections =
    rejectBelow === undefined ? undefined : new RejectionCounts({ below: rejectBelow, threshold });
  const mistakes = new WorstMistakes(options.mistakes, classifier);
  for await (const { start, count, probabilities } of scoreBatches(classifier, part, context)) {
    for (const [evaluator, name] of evaluators) {
      const given = probabilities[name];
      if (given) evaluator.add(given);
    }
    const given = probabilities[model];
    if (given === undefined) continue;
    const end = start + count;
    rejections?.add(labels.subarray(start, end), given, weights?.subarray(start, end));
    mistakes.add(labels.subarray(start, end), given, start);
  }
  const unranked = [...evaluators].filter(([evaluator]) => evaluator.needsRanking);
  if (unranked.length > 0) {
    const again = scoreBatches(classifier, part, { ...context, done: "Ranked" });
    for await (const { probabilities } of again) {
      for (const [evaluator, name] of unranked) {
        const given = probabilities[name];
        if (given) evaluator.rank(given);
      }
    }
  }
  return {
    evaluation: whole.evaluation(),
    ofParts: model === "both" ? compareEvaluators(Object.fromEntries(byModel)) : undefined,
    rejection: rejections?.finish(),
    mistakes: mistakes.rows(),
  };
}
