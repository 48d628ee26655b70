import { describePrediction, type TextClassifier } from "@rnn/text-classifier";
import { makePrediction } from "../predict/make-prediction.ts";
import { toJsonLine } from "../to-json-line.ts";
import type { ScoreSettings } from "./score-task.ts";

/** So many texts are classified together: no bit depends on it. */
const textsATurn = 64;

/**
 * The lines that `predict --json` writes for texts, in UTF-8.
 * @param classifier with the bound to reject below that is asked for
 */
export function scoreTexts(
  classifier: TextClassifier,
  texts: readonly string[],
  { top, detail }: Omit<ScoreSettings, "rejectBelow">,
  onProgress: () => void,
): Uint8Array {
  const lines: string[] = [];
  for (let from = 0; from < texts.length; from += textsATurn) {
    const some = texts.slice(from, from + textsATurn);
    for (const [i, found] of classifier.classifyAll(some, { top }).entries()) {
      const prediction = makePrediction(classifier, { text: some[i], found }, detail);
      lines.push(toJsonLine(describePrediction(prediction)));
      if (detail) onProgress();
    }
    onProgress();
  }
  return new TextEncoder().encode(lines.join(""));
}
