import { type ClassifierModel, occludeWords, type TextClassifier } from "@rnn/text-classifier";
import type { ReportedNgram, ReportedOcclusion, WordTrace } from "./report-data.ts";

/** So many of a text's n-grams are reported, those that weigh most. */
const mostNgrams = 6;
/** So many words are reported, of as many that are left out, one at a time, in runs where there are more. */
const mostOccluded = { reported: 6, leftOut: 100 };

/**
 * What a classifier makes of one text: word by word where it has a network, and by the n-grams that weigh most
 * where it has these.
 *
 * @param readAs the class that the text was read as
 */
export function traceText(
  classifier: TextClassifier,
  text: string,
  readAs: number,
): Omit<WordTrace, "text" | "trueClass"> {
  const { model, classNames } = classifier;
  if (model === "rnn") {
    const traced = traceWords(classifier, text, undefined);
    return { ...traced, occlusion: occlude(classifier, text, traced.label ?? 1) };
  }
  const isOfTwo = classNames.length === 2;
  // Of two classes it is class 1 that every probability is of.
  const label = isOfTwo ? 1 : readAs;
  const common = {
    ...(!isOfTwo && { label }),
    readAs: classNames[readAs],
    ngrams: topNgrams(classifier, text, label),
    occlusion: occlude(classifier, text, label),
  };
  if (model === "ngrams") {
    const probability = probabilityOf(classifier, text, model, label);
    return { ...common, probability, start: probability, words: [] };
  }
  const models = {
    rnn: probabilityOf(classifier, text, "rnn", label),
    ngrams: probabilityOf(classifier, text, "ngrams", label),
    both: probabilityOf(classifier, text, "both", label),
  };
  return { ...traceWords(classifier, text, label), ...common, models };
}

function traceWords(classifier: TextClassifier, text: string, wanted: number | undefined) {
  const { label, start, words, probability } = classifier.trace(
    text,
    wanted === undefined ? {} : { label: wanted },
  );
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

function topNgrams(classifier: TextClassifier, text: string, label: number): ReportedNgram[] {
  return classifier
    .topNgrams(text, { count: mostNgrams, label })
    .map(({ ngram, weight }) => ({ ngram, weight }));
}

/** What the classifier gives a class without the words that matter most to it. */
function occlude(classifier: TextClassifier, text: string, label: number): ReportedOcclusion {
  const mostParts = mostOccluded.leftOut;
  const { probability, wordsPerPart, parts } = occludeWords(classifier, text, { label, mostParts });
  return {
    probability,
    wordsPerPart,
    parts: parts
      .slice(0, mostOccluded.reported)
      .map((part) => ({ text: part.text, probability: part.probability })),
  };
}

/** What a part gives a class of one text. */
function probabilityOf(
  classifier: TextClassifier,
  text: string,
  model: ClassifierModel,
  label: number,
): number {
  const { data } = classifier.probabilities([text], { model }).contiguous();
  return data.length === 1 ? (label === 1 ? data[0] : 1 - data[0]) : data[label];
}
