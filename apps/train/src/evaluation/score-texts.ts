import type { TextClassifier } from "@rnn/text-classifier";
import type { Steps } from "../progress/show-steps.ts";

/** So few that Ctrl-C takes effect within a moment. */
const textsAtOnce = 500;

/** The probability of the second class of each text, with what is done of it shown on the way. */
export async function scoreTexts(
  classifier: TextClassifier,
  texts: readonly string[],
  { steps, signal }: { readonly steps: Steps; readonly signal: AbortSignal },
): Promise<Float64Array> {
  const probabilities = new Float64Array(texts.length);
  for (let start = 0; start < texts.length; start += textsAtOnce) {
    const part = texts.slice(start, start + textsAtOnce);
    probabilities.set(classifier.probabilities(part).data, start);
    steps.show(`Scored ${start + part.length} of ${texts.length} texts`);
    // A signal arrives in the next turn.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
  return probabilities;
}
