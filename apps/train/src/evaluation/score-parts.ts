import type { LabelledTextStream } from "@rnn/labelled-text";
import type { Tensor } from "@rnn/tensor";
import {
  type ClassifierModel,
  compareModels,
  type ModelComparison,
  type TextClassifier,
} from "@rnn/text-classifier";
import { tensorOf } from "./read-as.ts";
import { type ScoringContext, scoreTexts } from "./score-texts.ts";

/** What each part of a classifier makes of the same texts. */
export interface PartScores extends ModelComparison {
  readonly probabilities: Readonly<Record<ClassifierModel, Tensor<"float64">>>;
}

/**
 * How the parts of a classifier of both do on the same texts, alone and together; undefined for a classifier
 * of one part.
 *
 * @param both what the whole classifier gives them
 */
export async function scoreParts(
  classifier: TextClassifier,
  part: LabelledTextStream,
  both: Tensor<"float64">,
  context: Omit<ScoringContext, "model">,
): Promise<PartScores | undefined> {
  if (classifier.model !== "both") return undefined;
  const score = async (model: ClassifierModel) =>
    tensorOf(
      await scoreTexts(classifier, part, { ...context, model }),
      classifier.classNames.length,
    );
  const probabilities = { rnn: await score("rnn"), ngrams: await score("ngrams"), both };
  return { ...compareModels(part.labels, probabilities), probabilities };
}
