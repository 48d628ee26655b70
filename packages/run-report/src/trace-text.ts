import type { TextClassifier } from "@rnn/text-classifier";
import type { WordTrace } from "./report-data.ts";

/** What a classifier makes of one text, word by word. */
export function traceText(
  classifier: TextClassifier,
  text: string,
): Omit<WordTrace, "text" | "trueClass"> {
  const { label, start, words, probability } = classifier.trace(text);
  return {
    ...(label !== undefined && { label }),
    probability,
    start,
    words: words.map(({ word, status, probability: after }) => ({
      word,
      status,
      probability: after,
    })),
  };
}
