import type { Tensor } from "@rnn/tensor";
import type { ClassifierModel } from "../classifier-parts.ts";
import { combineProbabilities, crossFitCombination } from "../combination/combination.ts";
import type { Temperatures } from "../decision/decision.ts";
import { calibratePart } from "./calibrate-part.ts";
import { compareModels, type ModelComparison } from "./compare-models.ts";

type OfModels = Readonly<Partial<Record<ClassifierModel, Tensor<"float64">>>>;

/** How the parts do on the validation rows, and what each makes of these. */
export interface PartsComparison extends ModelComparison {
  readonly probabilities: OfModels;
  /** The same before they are calibrated; of both together, the parts with equal weights. */
  readonly uncalibrated: OfModels;
  /** Of each part that one makes better. */
  readonly temperatures: Temperatures;
}

/**
 * Network and n-grams by rows that neither was trained on. Each is calibrated, and both are put together, by
 * temperatures and weights fitted on other rows than those they are judged by.
 */
export function compareParts(
  labels: Int32Array,
  parts: { readonly rnn?: Tensor<"float64">; readonly ngrams?: Tensor<"float64"> },
  { seed, calibrate }: { readonly seed: number; readonly calibrate: boolean },
): PartsComparison {
  const { rnn, ngrams } = parts;
  const both = rnn && ngrams && crossFitCombination(rnn, ngrams, labels);
  const mean = rnn && ngrams && combineProbabilities({ rnn: 0.5, ngrams: 0.5 }, rnn, ngrams);
  const alone = { ...(ngrams && { ngrams }), ...(rnn && { rnn }) };
  const uncalibrated = { ...alone, ...(mean && { both: mean }) };
  const temperatures: Partial<Record<ClassifierModel, number>> = {};
  const probabilities: Partial<Record<ClassifierModel, Tensor<"float64">>> = {
    ...alone,
    ...(both && { both }),
  };
  for (const model of ["ngrams", "rnn"] as const) {
    const given = parts[model];
    if (given === undefined || !calibrate) continue;
    const calibrated = calibratePart(given, labels);
    probabilities[model] = calibrated.probabilities;
    if (calibrated.temperature !== undefined) temperatures[model] = calibrated.temperature;
  }
  const compared = compareModels(labels, probabilities, { seed });
  return { ...compared, probabilities, uncalibrated, temperatures };
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
