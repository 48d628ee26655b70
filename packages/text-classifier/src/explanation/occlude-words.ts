import { checkOptions, checkType, checkWhole, describeValue } from "@rnn/tensor/checks";
import { indexOfLargest } from "../read-scores.ts";
import { locateTokens, splitTokens } from "../text/split-tokens.ts";
import type { LocatedToken } from "../text/text-format.ts";
import type { TextClassifier } from "../text-classifier.ts";

/** What the probability of a class becomes without each word of a text. */
export interface Occlusion {
  /** The class whose probability it is. */
  readonly label: number;
  readonly className: string;
  /** Of the whole text. */
  readonly probability: number;
  readonly wordCount: number;
  /** How many words are left out at a time: 1, or more in a text of more words than `mostParts`. */
  readonly wordsPerPart: number;
  /** Every word, or run of words; the ones that change the probability most come first. */
  readonly parts: readonly OccludedPart[];
}

/** A word, or a run of words, and what its absence does. */
export interface OccludedPart {
  /** As it is written: `text.slice(start, end)`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The probability of the class without it: lower where it speaks for the class. */
  readonly probability: number;
}

/** What `occludeWords` takes besides a classifier and a text. */
export interface OccludeWordsOptions {
  /** The class to follow; default the likeliest one of the whole text. */
  readonly label?: number;
  /** The most parts that are left out, one at a time; default 400, and fewer of more than 5,000 words. */
  readonly mostParts?: number;
}

/** Texts that are classified at a time. */
const textsAtATime = 64;

/**
 * What the probability of a class becomes when each word is left out of a text, one at a time: an explanation that
 * holds for any classifier, whatever it is made of, since it asks the whole of it. The words are those of
 * `splitTokens`, also for a classifier that reads characters. A word is cut out of the text as it is written; a
 * space takes its place only where its neighbours would become one word. In a text of more words than `mostParts`,
 * runs of as few words as possible are left out together.
 *
 * Takes as long as classifying so many texts. Of a word that is there twice, one may do without the other.
 *
 * @param options.label the class to follow; default the likeliest one of the whole text
 * @param options.mostParts the most parts to leave out; default 400, and fewer in a text of more than 5,000 words
 * @throws TypeError, RangeError for what is not a classifier or a text, and a label that is not one of its classes
 *
 * @example
 * ```ts
 * const network = new RecurrentNetwork({ nCells: 1 });
 * network.setWeights({ w1h: [[0.5]], w1x: [[0], [1], [-1]], b1: [0], w2: [[3]], b2: [0] });
 * const vocabulary = [null, "great", "dull"];
 * const classifier = new TextClassifier({ network, vocabulary, maxlen: 20, classNames: ["bad", "good"] });
 * const { className, probability, parts } = occludeWords(classifier, "Dull? Rather great!");
 * [className, probability]; // => ["good", 0.839]
 * parts.map((part) => `${part.text} ${part.probability.toFixed(2)}`); // => ["great 0.09", "Dull 0.91", "Rather 0.84"]
 * ```
 *
 * Python twin: `captum.attr.Occlusion`, which works on tensors.
 * Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2014; Li, Monroe and Jurafsky,
 * "Understanding neural networks through representation erasure", 2016.
 */
export function occludeWords(
  classifier: TextClassifier,
  text: string,
  options: OccludeWordsOptions = {},
): Occlusion {
  if (typeof classifier?.probabilities !== "function") {
    throw new TypeError(
      `occludeWords: expected classifier to be a TextClassifier, got ${describeValue(classifier)}.`,
    );
  }
  checkType("occludeWords", "text", text, "string");
  checkOptions("occludeWords", options, ["label", "mostParts"]);
  const words = locateTokens(text);
  const { mostParts = chooseMostParts(words.length) } = options;
  checkWhole("occludeWords", "mostParts", mostParts, 1);
  const [whole] = predictClasses(classifier, [text]);
  const { label = indexOfLargest(whole) } = options;
  checkWhole("occludeWords", "label", label, 0, { most: classifier.classNames.length - 1 });
  const wordsPerPart = Math.max(1, Math.ceil(words.length / mostParts));
  const runs = Array.from({ length: Math.ceil(words.length / wordsPerPart) }, (_, run) => ({
    first: run * wordsPerPart,
    last: Math.min(words.length, (run + 1) * wordsPerPart) - 1,
  }));
  const without = predictClasses(
    classifier,
    runs.map((run) => leaveOut(text, words, run)),
  );
  const probability = whole[label];
  const parts = runs.map(({ first, last }, run): OccludedPart => {
    const [start, end] = [words[first].start, words[last].end];
    return { text: text.slice(start, end), start, end, probability: without[run][label] };
  });
  const changeOf = (part: OccludedPart): number => Math.abs(part.probability - probability);
  return {
    label,
    className: classifier.classNames[label],
    probability,
    wordCount: words.length,
    wordsPerPart,
    parts: parts.sort((a, b) => changeOf(b) - changeOf(a) || a.start - b.start),
  };
}

/** As many parts as two million words allow, which are read in a second or two: 20 to 400. */
function chooseMostParts(words: number): number {
  return Math.min(400, Math.max(20, Math.floor(2_000_000 / words)));
}

/** Words of a text, from the first to the last. */
interface Run {
  readonly first: number;
  readonly last: number;
}

/** The text without these words, and their neighbours still apart. */
function leaveOut(text: string, words: readonly LocatedToken[], { first, last }: Run): string {
  const [start, end] = [words[first].start, words[last].end];
  const separator = wouldJoin(text, words, { first, last }) ? " " : "";
  return `${text.slice(0, start)}${separator}${text.slice(end)}`;
}

/** Whether the words before and after would become one: those around an emoji, or a Chinese word. */
function wouldJoin(text: string, words: readonly LocatedToken[], { first, last }: Run): boolean {
  if (first === 0 || last === words.length - 1) return false;
  const [before, after] = [words[first - 1], words[last + 1]];
  if (before.end !== words[first].start || after.start !== words[last].end) return false;
  const joined = text.slice(before.start, before.end) + text.slice(after.start, after.end);
  return splitTokens(joined).length === 1;
}

/** The probabilities of all classes of each text. */
function predictClasses(classifier: TextClassifier, texts: readonly string[]): Float64Array[] {
  const rows: Float64Array[] = [];
  for (let from = 0; from < texts.length; from += textsAtATime) {
    const some = texts.slice(from, from + textsAtATime);
    const { data } = classifier.probabilities(some).contiguous();
    const width = data.length / some.length;
    for (let at = 0; at < data.length; at += width) {
      rows.push(width === 1 ? Float64Array.of(1 - data[at], data[at]) : data.slice(at, at + width));
    }
  }
  return rows;
}
