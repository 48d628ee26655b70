import { type Evaluation, findConfusions, type ModelComparison } from "@rnn/text-classifier";

/** Of more classes, the pairs that were confused are listed in place of a matrix of which most would be zeros. */
const mostInMatrix = 20;

/** An evaluation for programs. */
export interface EvaluationRecord extends Omit<Evaluation, "confusion"> {
  /** `[K][K]`, a row a true class; null of more than 20 classes. */
  readonly confusion: Evaluation["confusion"] | null;
  /** Of more than 20 classes: all pairs that were confused, the most frequent first. */
  readonly confusions?: readonly ConfusionRecord[];
}

interface ConfusionRecord {
  readonly trueClass: string;
  readonly readAs: string;
  readonly count: number;
}

export function toEvaluationRecord(
  evaluation: Evaluation,
  classNames: readonly string[],
): EvaluationRecord {
  if (classNames.length <= mostInMatrix) return evaluation;
  const confusions = findConfusions(evaluation.confusion).map(({ label, predicted, count }) => ({
    trueClass: classNames[label],
    readAs: classNames[predicted],
    count,
  }));
  return { ...evaluation, confusion: null, confusions };
}

/** The same of each part of a classifier. */
export function toComparisonRecord(
  { evaluations, differences }: ModelComparison,
  classNames: readonly string[],
) {
  const records = Object.entries(evaluations).map(([model, evaluation]) => [
    model,
    toEvaluationRecord(evaluation, classNames),
  ]);
  return { evaluations: Object.fromEntries(records) as object, differences };
}
