import {
  type Classification,
  occludeWords,
  type Prediction,
  type TextClassifier,
} from "@rnn/text-classifier";
import type { Detail } from "../options/detail-options.ts";

/** What a classifier says of a text, with what it goes by where that is asked for. */
export function makePrediction(
  classifier: TextClassifier,
  { text, found }: { readonly text: string; readonly found: Classification },
  detail: Detail | undefined,
): Prediction {
  const { label } = found;
  const { model, ngrams, classNames } = classifier;
  // Of two classes it is the second one's probability that moves; of more that of the class itself, which the network
  // alone may not find the likeliest.
  const followed = classNames.length === 2 ? {} : { label };
  return {
    text,
    found,
    trace: detail && model !== "ngrams" ? classifier.trace(text, followed) : undefined,
    ngrams: detail && ngrams ? classifier.topNgrams(text, { count: mostNgrams, label }) : undefined,
    occlusion: detail === "explain" ? occludeWords(classifier, text, { label }) : undefined,
  };
}

/** So many of the n-grams that weigh most. */
const mostNgrams = 8;
