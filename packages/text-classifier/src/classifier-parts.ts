import type { DType, Tensor } from "@rnn/tensor";
import { describeValue } from "@rnn/tensor/checks";
import type { NgramPart } from "./ngram-part.ts";
import type {
  NgramTextClassifierOptions,
  TextClassifierOptions,
} from "./text-classifier-options.ts";

/** What a classifier predicts by: the recurrent network, the n-grams, or both put together. */
export type ClassifierModel = "rnn" | "ngrams" | "both";

/** What reads the n-grams of a file: `NgramPart`. A page that loads networks alone need not bring it. */
export interface NgramPartClass {
  decode(
    tensors: Readonly<Record<string, Tensor<DType>>>,
    metadata: Readonly<Record<string, string>>,
  ): { readonly ngrams: NgramPart; readonly network: Uint8Array<ArrayBuffer> | undefined };
}

/**
 * Which parts there are.
 * @throws TypeError for parts that do not go together
 */
export function checkParts(
  options: TextClassifierOptions | NgramTextClassifierOptions,
): ClassifierModel {
  const { ngrams } = options;
  if (ngrams === undefined) return "rnn";
  if (typeof ngrams?.predict !== "function") {
    throw new TypeError(
      `TextClassifier: expected ngrams to be an NgramPart, got ${describeValue(ngrams)}.`,
    );
  }
  const model = isOfNgrams(options) ? "ngrams" : "both";
  if ((model === "both") === (ngrams.combination !== undefined)) return model;
  throw new TypeError(
    `TextClassifier: expected ngrams ${model === "both" ? "with" : "without"} a combination ` +
      `${model === "both" ? "beside" : "where there is no"} network.`,
  );
}

/** Whether a classifier has n-grams and no network. */
export function isOfNgrams(
  options: TextClassifierOptions | NgramTextClassifierOptions,
): options is NgramTextClassifierOptions {
  return options.ngrams !== undefined && !("network" in options && options.network !== undefined);
}

/** @throws RangeError for n-grams that tell more classes apart than there are */
export function checkNgramClasses(ngrams: NgramPart | undefined, classes: number): void {
  if (ngrams === undefined || ngrams.classifier.classes <= classes) return;
  throw new RangeError(
    `TextClassifier: expected ngrams of at most ${classes} classes, got ${ngrams.classifier.classes}.`,
  );
}

/** The error for a part that a classifier lacks. */
export function lacking(part: string, model: ClassifierModel): RangeError {
  return new RangeError(
    `TextClassifier: expected a classifier with ${part}, got one of model "${model}".`,
  );
}
