import type { Tensor } from "@rnn/tensor";
import type { ClassifierModel } from "../classifier-parts.ts";
import { crossFitCombination } from "../combination/combination.ts";
import { compareModels, type ModelComparison } from "./compare-models.ts";

/** How the parts do on the validation rows, and what each makes of these. */
export interface PartsComparison extends ModelComparison {
  readonly probabilities: Readonly<Partial<Record<ClassifierModel, Tensor<"float64">>>>;
}

/**
 * Network and n-grams by rows that neither was trained on. Both together are judged by combinations fitted on
 * other rows than those they are judged by.
 */
export function compareParts(
  labels: Int32Array,
  parts: { readonly rnn?: Tensor<"float64">; readonly ngrams: Tensor<"float64"> },
  seed: number,
): PartsComparison {
  const { rnn, ngrams } = parts;
  const both = rnn && crossFitCombination(rnn, ngrams, labels);
  const probabilities = { ngrams, ...(rnn && { rnn }), ...(both && { both }) };
  return { ...compareModels(labels, probabilities, { seed }), probabilities };
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
