import { padSequences, toCategorical, trainValidationSplit } from "@rnn/preprocess";
import type { OneHotTensor, RaggedTensor, Tensor } from "@rnn/tensor";
import type { TrainingOptions } from "../options/training-options.ts";
import type { LoadedReviews } from "./load-reviews.ts";
import { countValidation } from "./task.ts";

/** Padding, the start mark and the mark for words left out: ids that stand for no word. */
const highestFiller = 2;

/** What the network is given, under the chapter's names. */
export interface PreparedReviews {
  /** All training reviews without fillers, not yet split. */
  readonly xTrainAll: RaggedTensor;
  /** The padded training rows, `[N, maxlen]`. */
  readonly xTrainSeq: Tensor<"int32">;
  readonly xTrain: OneHotTensor;
  readonly yTrain: Tensor;
  readonly xVal: OneHotTensor;
  readonly yVal: Tensor;
  readonly xTest: OneHotTensor;
  readonly yTest: Tensor;
}

/** Drops the fillers, splits off the validation reviews, pads, and encodes one-hot. */
export function prepareReviews(
  loaded: LoadedReviews,
  { maxlen, numWords, validationSize, seed }: TrainingOptions,
): PreparedReviews {
  const dropFillers = (x: RaggedTensor) => x.filter((id) => id > highestFiller);
  const pad = (x: RaggedTensor) => padSequences(x, { maxlen });
  const encode = (x: Tensor<"int32">) => toCategorical(x, { numClasses: numWords });

  const xTrainAll = dropFillers(loaded.xTrain);
  const { train, validation } = trainValidationSplit(xTrainAll.length, {
    validationSize: countValidation(validationSize, xTrainAll.length),
    seed,
  });
  const xTrainSeq = pad(xTrainAll.take(train));
  return {
    xTrainAll,
    xTrainSeq,
    xTrain: encode(xTrainSeq),
    yTrain: loaded.yTrain.take(train),
    xVal: encode(pad(xTrainAll.take(validation))),
    yVal: loaded.yTrain.take(validation),
    xTest: encode(pad(dropFillers(loaded.xTest))),
    yTest: loaded.yTest,
  };
}
