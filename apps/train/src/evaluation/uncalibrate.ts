import type { Tensor } from "@rnn/tensor";
import { applyTemperature, NgramPart, type TextClassifier } from "@rnn/text-classifier";
import type { PartScores } from "./compare-scores.ts";

/**
 * Probabilities as they were before they were calibrated; of both together, the mean of what the parts' logarithms
 * then are. Undefined where nothing calibrates them.
 *
 * @param ofParts of a classifier of both, what each part gives the same texts
 */
export function uncalibrate(
  { model, temperatures = {}, ngrams }: TextClassifier,
  probabilities: Tensor<"float64">,
  ofParts: PartScores | undefined,
): Tensor<"float64"> | undefined {
  const undo = (part: "rnn" | "ngrams", given: Tensor<"float64">) => {
    const temperature = temperatures[part];
    return temperature === undefined ? given : applyTemperature(given, 1 / temperature);
  };
  if (model !== "both") {
    return temperatures[model] === undefined ? undefined : undo(model, probabilities);
  }
  if (ofParts === undefined || ngrams === undefined) return undefined;
  const mean = new NgramPart(ngrams.classifier, { combination: { rnn: 0.5, ngrams: 0.5 } });
  const { probabilities: given } = ofParts;
  return mean.combine(undo("rnn", given.rnn), undo("ngrams", given.ngrams));
}
