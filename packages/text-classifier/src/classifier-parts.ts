import type { NgramClassifier } from "@rnn/ngrams";
import type { Tensor } from "@rnn/tensor";
import { type Combination, combineProbabilities } from "./combination/combination.ts";
import { predictNgrams } from "./ngram-probabilities.ts";
import type {
  NgramTextClassifierOptions,
  TextClassifierOptions,
} from "./text-classifier-options.ts";

/** What a classifier is made of: the recurrent network, the n-grams, or both put together. */
export type ClassifierModel = "rnn" | "ngrams" | "both";

/** The class of n-grams, which reads their files: `NgramClassifier` of @rnn/ngrams. */
export interface NgramsClass {
  load(bytes: Uint8Array | ArrayBuffer): NgramClassifier;
}

/** The parts besides the network, as given. */
export interface TextParts {
  readonly network?: unknown;
  readonly ngrams?: NgramClassifier | undefined;
  readonly combination?: Combination | undefined;
}

/**
 * Which parts there are.
 * @throws TypeError, RangeError for parts that do not go together
 */
export function checkTextParts(caller: string, parts: TextParts): ClassifierModel {
  const { network, ngrams, combination } = parts;
  const isFitting = (weight: unknown) => Number.isFinite(weight) && Number(weight) >= 0;
  if (combination === undefined) {
    if (ngrams === undefined) return "rnn";
    if (network === undefined && typeof ngrams?.predictProba === "function") return "ngrams";
  } else if (ngrams && network && isFitting(combination?.rnn) && isFitting(combination?.ngrams)) {
    return "both";
  }
  const got = Object.entries({ network, ngrams, combination }).map(
    ([name, value]) => `${name} ${name === "combination" ? JSON.stringify(value) : typeof value}`,
  );
  throw new TypeError(
    `${caller}: expected a network, ngrams, or both with combination: { rnn, ngrams }, two numbers from 0 on, ` +
      `got ${got.join(", ")}.`,
  );
}

/** The error for a part that a classifier lacks. */
export function lacking(part: string, model: ClassifierModel): RangeError {
  return new RangeError(
    `TextClassifier: expected a classifier with ${part}, got one of model "${model}".`,
  );
}

/** Whether a classifier has n-grams and no network. */
export function isOfNgrams(
  parts: TextClassifierOptions | NgramTextClassifierOptions,
): parts is NgramTextClassifierOptions {
  return parts.ngrams !== undefined && !("network" in parts && parts.network !== undefined);
}

/** @throws RangeError for n-grams that tell more classes apart than there are */
export function checkNgramClasses(
  caller: string,
  ngrams: NgramClassifier | undefined,
  classes: number,
): void {
  if (ngrams === undefined || ngrams.classes <= classes) return;
  throw new RangeError(
    `${caller}: expected ngrams of at most ${classes} classes, as many as the classifier has, got ${ngrams.classes}.`,
  );
}

/** How each part and all together predict. */
export interface PredictingParts {
  readonly model: ClassifierModel;
  readonly classes: number;
  readonly ngrams: NgramClassifier | undefined;
  readonly combination: Combination | undefined;
  /** What n-grams are given of a text. */
  readonly normalize: (text: string) => string;
  readonly predictNetwork: (texts: readonly string[]) => Tensor<"float64">;
}

/**
 * What a part, or both together, makes of texts.
 * @throws RangeError for a part that is not there
 */
export function predictParts(
  parts: PredictingParts,
  texts: readonly string[],
  model: ClassifierModel,
): Tensor<"float64"> {
  const { ngrams, combination, classes, normalize, predictNetwork } = parts;
  if (model === "rnn" && parts.model !== "ngrams") return predictNetwork(texts);
  if (model === "ngrams" && ngrams) return predictNgrams(ngrams, texts.map(normalize), classes);
  if (model === "both" && ngrams && combination) {
    const ofNgrams = predictNgrams(ngrams, texts.map(normalize), classes);
    return combineProbabilities(combination, predictNetwork(texts), ofNgrams);
  }
  throw lacking(`model "${model}"`, parts.model);
}
