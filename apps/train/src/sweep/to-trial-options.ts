import type { TrainTextClassifierOptions, WithoutBaseline } from "@rnn/text-classifier";
import type { ClassifierOptions } from "../options/classifier-options.ts";
import { toTrainerOptions } from "../options/to-trainer-options.ts";

/** The options of a trial's training, and of what is prepared for it. A network alone is compared with other trials, not with n-grams. */
export function toTrialOptions(
  options: ClassifierOptions,
  texts: number,
): TrainTextClassifierOptions | (TrainTextClassifierOptions & WithoutBaseline) {
  const given = toTrainerOptions(options, texts);
  const { model } = given;
  return model === "rnn" ? { ...given, model, baseline: false } : given;
}
