import type { LabelledTextStream } from "@rnn/labelled-text";
import type { ClassifierModel, TextClassifier } from "@rnn/text-classifier";
import type { Steps } from "../progress/show-steps.ts";

/** So few that Ctrl-C takes effect within a moment. */
const textsAtOnce = 500;

/** What scoring works with. */
export interface ScoringContext {
  readonly steps: Steps;
  readonly signal: AbortSignal;
  /** By which part of the classifier; default by all there are. */
  readonly model?: ClassifierModel;
}

/**
 * The probability of the second class of each text, of more than two classes that of each, one text after the
 * other; with what is done of it shown on the way.
 */
export async function scoreTexts(
  classifier: TextClassifier,
  texts: Pick<LabelledTextStream, "length" | "batches">,
  { steps, signal, model = classifier.model }: ScoringContext,
): Promise<Float64Array<ArrayBuffer>> {
  const classes = classifier.classNames.length;
  const width = classes === 2 ? 1 : classes;
  const probabilities = new Float64Array(texts.length * width);
  let scored = 0;
  for await (const batch of texts.batches()) {
    for (let start = 0; start < batch.texts.length; start += textsAtOnce) {
      const part = batch.texts.slice(start, start + textsAtOnce);
      const found = classifier.probabilities(part, { model }).contiguous().data;
      probabilities.set(found, scored * width);
      scored += part.length;
      steps.show(`Scored ${scored} of ${texts.length} texts`);
      // A signal arrives in the next turn.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
  }
  return probabilities;
}
