import { describeValue } from "@rnn/tensor/checks";
import { type Decision, decisionNames } from "./decision/decision.ts";
import type { JsonRecord } from "./json.ts";
import type { NgramPart } from "./ngram-part.ts";
import { textFormatOptionNames } from "./text/resolve-text-format.ts";
import type { TextFormatOptions } from "./text/text-format.ts";
import type { TextNetwork } from "./text-network.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The parts of a classifier with a network. */
export interface TextClassifierOptions extends TextFormatOptions, Decision {
  /**
   * The trained network, a `RecurrentNetwork` or a `Sequential` that ends in `dense(1)`, for two classes, or
   * `dense(K)`, for K. It is kept, not copied.
   */
  readonly network: TextNetwork;
  /** N-grams beside the network, with a combination; default none. */
  readonly ngrams?: NgramPart | undefined;
  /** Each id's word, or null; as long as an input of the network is wide, or its embedding. `[0]` is null: padding. */
  readonly vocabulary: Vocabulary;
  /** Time steps of the network's input: how many known words it reads, the last ones of a text. */
  readonly maxlen: number;
  /** What labels 0 to K - 1 stand for; default `["0", "1"]` and so on. */
  readonly classNames?: readonly string[];
  /** Notes to keep with it: where the data came from, losses, versions; default none. */
  readonly about?: JsonRecord;
}

/** The parts of a classifier of n-grams alone. */
export interface NgramTextClassifierOptions extends TextFormatOptions, Decision {
  /** What it predicts by, without a combination. */
  readonly ngrams: NgramPart;
  /** What labels 0 to K - 1 stand for; default `["0", "1"]` and so on. */
  readonly classNames?: readonly string[];
  /** Notes to keep with it; default none. */
  readonly about?: JsonRecord;
}

/** What a text was taken for. */
export interface Classification {
  /**
   * The name of the likeliest class; of the first one where several are equally likely. Under a `threshold`, that of
   * the second class where its probability is above it, else of the first.
   */
  readonly className: string;
  /** Its label: 0 to K - 1. */
  readonly label: number;
  /** The probability of that class; of two 0.5 to 1, unless under a `threshold`. */
  readonly probability: number;
  /** Whether the classifier is not sure: that probability is below `rejectBelow`. Missing where there is no such bound. */
  readonly rejected?: boolean;
  /** The likeliest classes, this one first; where `top` asks for them. */
  readonly top?: readonly ClassProbability[];
  /** How many words the text has. */
  readonly wordCount: number;
  /** How many of them the network has read. Where it is 0, the probability says nothing of the text. */
  readonly readCount: number;
}

/** A class and its probability. */
export interface ClassProbability {
  readonly className: string;
  readonly label: number;
  readonly probability: number;
}

/** Of a longer list, an error shows the first ones. */
const mostShown = 12;

/** The names of all options. */
export const textClassifierOptionNames = [
  "network",
  "ngrams",
  "vocabulary",
  "maxlen",
  "classNames",
  "about",
  ...textFormatOptionNames,
  ...decisionNames,
];

/** @throws TypeError for anything else */
export function checkTextList(texts: readonly string[]): void {
  if (Array.isArray(texts)) return;
  const one = typeof texts === "string" ? "one string" : describeValue(texts);
  throw new TypeError(`TextClassifier: expected a list of texts, got ${one}.`);
}

/** @throws TypeError for anything else */
export function checkClassNames(names: unknown, count: number): void {
  const areStrings = Array.isArray(names) && names.every((name) => typeof name === "string");
  if (areStrings && names.length === count && new Set(names).size === count) return;
  const [shown, more] = Array.isArray(names)
    ? [names.slice(0, mostShown).map(describeValue), names.length > mostShown ? ", ..." : ""]
    : [[], ""];
  const got = Array.isArray(names)
    ? `${names.length === count || count === 2 ? "" : `${names.length}: `}[${shown.join(", ")}${more}]`
    : describeValue(names);
  throw new TypeError(
    `TextClassifier: expected classNames to be ${count === 2 ? "two" : count} different strings, got ${got}.`,
  );
}
