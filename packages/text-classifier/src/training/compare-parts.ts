import type { Tensor } from "@rnn/tensor";
import type { ClassifierModel } from "../classifier-parts.ts";
import { crossFitCombination } from "../combination/combination.ts";
import { type Evaluation, evaluate } from "../evaluate.ts";
import { type AccuracyDifference, bootstrapDifference } from "./bootstrap-difference.ts";

/** The accuracies of two of them on the validation rows, compared. */
export interface ModelDifference extends AccuracyDifference {
  readonly first: ClassifierModel;
  readonly second: ClassifierModel;
}

/** How the network, the n-grams and both together do on the validation rows. */
export interface ModelComparison {
  readonly evaluations: Readonly<Partial<Record<ClassifierModel, Evaluation>>>;
  readonly probabilities: Readonly<Partial<Record<ClassifierModel, Tensor<"float64">>>>;
  readonly differences: readonly ModelDifference[];
}

/** The pairs whose accuracies are compared. */
const pairs = [
  ["rnn", "ngrams"],
  ["both", "ngrams"],
  ["both", "rnn"],
] as const;

/**
 * Network and n-grams by rows that neither was trained on. Both together are judged by combinations fitted on
 * other rows than those they are judged by.
 */
export function compareModels(
  labels: Int32Array,
  parts: { readonly rnn?: Tensor<"float64">; readonly ngrams: Tensor<"float64"> },
  seed: number,
): ModelComparison {
  const { rnn, ngrams } = parts;
  const both = rnn && crossFitCombination(rnn, ngrams, labels);
  const probabilities = { ngrams, ...(rnn && { rnn }), ...(both && { both }) };
  const evaluations: Partial<Record<ClassifierModel, Evaluation>> = {};
  for (const model of ["rnn", "ngrams", "both"] as const) {
    const given = probabilities[model];
    if (given !== undefined) evaluations[model] = evaluate(labels, given);
  }
  const differences: ModelDifference[] = [];
  for (const [first, second] of pairs) {
    const [a, b] = [probabilities[first], probabilities[second]];
    if (a === undefined || b === undefined) continue;
    const compared = bootstrapDifference(rightOf(a, labels), rightOf(b, labels), seed);
    differences.push({ first, second, ...compared });
  }
  return { evaluations, probabilities, differences };
}

/** Whichever of those asked for has the lowest loss. */
export function chooseModel(
  asked: ClassifierModel | "auto",
  { evaluations }: ModelComparison,
): ClassifierModel {
  if (asked !== "auto") return asked;
  const models = (["ngrams", "rnn", "both"] as const).filter((model) => evaluations[model]);
  const lossOf = (model: ClassifierModel) => evaluations[model]?.loss ?? Infinity;
  return models.reduce((best, model) => (lossOf(model) < lossOf(best) ? model : best));
}

/** Of each row, whether the likeliest class is its own. */
function rightOf(probabilities: Tensor<"float64">, labels: Int32Array): boolean[] {
  const { data, shape } = probabilities.contiguous();
  const [, classes = 1] = shape;
  return Array.from(labels, (label, row) => {
    if (classes === 1) return Number(data[row] > 0.5) === label;
    const of = data.subarray(row * classes, (row + 1) * classes);
    return of.indexOf(Math.max(...of)) === label;
  });
}
