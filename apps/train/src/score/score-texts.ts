import { describePrediction, type TextClassifier } from "@rnn/text-classifier";
import { toJsonLine } from "../to-json-line.ts";

/** So many texts are classified together: no bit depends on it. */
const textsATurn = 64;

/** The lines that `predict --json` writes for texts, in UTF-8. */
export function scoreTexts(
  classifier: TextClassifier,
  texts: readonly string[],
  { top, onProgress }: { readonly top: number; readonly onProgress: () => void },
): Uint8Array {
  const lines: string[] = [];
  for (let from = 0; from < texts.length; from += textsATurn) {
    const some = texts.slice(from, from + textsATurn);
    for (const [i, found] of classifier.classifyAll(some, { top }).entries()) {
      lines.push(toJsonLine(describePrediction({ text: some[i], found })));
    }
    onProgress();
  }
  return new TextEncoder().encode(lines.join(""));
}
