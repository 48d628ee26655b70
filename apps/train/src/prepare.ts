import { createHash, type Hash } from "node:crypto";
import { padSequences, toCategorical, trainValidationSplit } from "@rnn/preprocess";
import type { OneHotTensor, RaggedTensor, Tensor } from "@rnn/tensor";
import type { ChapterOptions } from "./args.ts";
import type { LoadedReviews } from "./reviews.ts";

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
  { maxlen, numWords, validationSize, seed }: ChapterOptions,
): PreparedReviews {
  const withoutFillers = (x: RaggedTensor) => x.filter((id) => id > highestFiller);
  const padded = (x: RaggedTensor) => padSequences(x, { maxlen });
  const encoded = (x: Tensor<"int32">) => toCategorical(x, { numClasses: numWords });

  const xTrainAll = withoutFillers(loaded.xTrain);
  const { train, validation } = trainValidationSplit(xTrainAll.length, { validationSize, seed });
  const xTrainSeq = padded(xTrainAll.take(train));
  return {
    xTrainAll,
    xTrainSeq,
    xTrain: encoded(xTrainSeq),
    yTrain: loaded.yTrain.take(train),
    xVal: encoded(padded(xTrainAll.take(validation))),
    yVal: loaded.yTrain.take(validation),
    xTest: encoded(padded(withoutFillers(loaded.xTest))),
    yTest: loaded.yTest,
  };
}

/** The SHA-256 of all that training and scores depend on, in hexadecimal. */
export function fingerprintOf(data: PreparedReviews): string {
  const hash = createHash("sha256");
  for (const x of [data.xTrain, data.xVal, data.xTest]) hashTensor(hash, x.indices, x.shape);
  for (const y of [data.yTrain, data.yVal, data.yTest]) {
    hashTensor(hash, y.astype("int32"), y.shape);
  }
  return hash.digest("hex");
}

function hashTensor(hash: Hash, ids: Tensor<"int32">, shape: readonly number[]): void {
  const { data } = ids.contiguous();
  hash.update(`${shape.join(" x ")}\n`);
  hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}
