import type { LabelledData, LabelledTexts } from "@rnn/labelled-text";
import { padSequences, trainValidationSplit } from "@rnn/preprocess";
import { OneHotTensor, type RaggedTensor, Tensor } from "@rnn/tensor";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import { buildVocabulary } from "./build-vocabulary.ts";
import type { DataSummary } from "./data-summary.ts";
import { encodeTexts } from "./encode-texts.ts";
import { summarize } from "./summarize.ts";
import { resolveTextFormat, textFormatOptionNames } from "./text/resolve-text-format.ts";
import { type TextFormatOptions } from "./text/text-format.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How labelled texts become what a network is given. */
export interface PrepareTextsOptions extends TextFormatOptions {
  /** How many known words of a text the network reads, its last ones. */
  readonly maxlen: number;
  /** How many of the most frequent words of the training texts are known; default all. */
  readonly numWords?: number | undefined;
  /** How many of these, the most frequent ones, are left out; default none. */
  readonly skipTop?: number | undefined;
  /** How many texts are kept for validation; default a fifth, rounded down. */
  readonly validationSize?: number | undefined;
  /** Of the split; default 42. */
  readonly seed?: number | undefined;
  /** Called before each step, in a verb's form: `"counting the words of 800 texts"`. */
  readonly onStep?: ((step: string) => void) | undefined;
}

/** Texts as a network is given them, and how they became so. */
export interface PreparedTexts {
  /** `[texts, maxlen, vocabulary]`, padded and cut in front; labels `[texts]`. */
  readonly xTrain: OneHotTensor;
  readonly yTrain: Tensor<"int32", 1>;
  readonly xVal: OneHotTensor;
  readonly yVal: Tensor<"int32", 1>;
  /** Undefined where the data has no part for testing. */
  readonly xTest: OneHotTensor | undefined;
  readonly yTest: Tensor<"int32", 1> | undefined;
  /** The words of the texts to train on, by id. */
  readonly vocabulary: Vocabulary;
  /** Of the data's `train`, the rows that are kept for validation, in the order of `xVal`. */
  readonly validationRows: Tensor<"int32", 1>;
  readonly summary: DataSummary;
}

const optionNames = [
  "maxlen",
  "numWords",
  "skipTop",
  "validationSize",
  "seed",
  "onStep",
  ...textFormatOptionNames,
];

/**
 * Labelled texts, split into a part to train on and one to validate with, and encoded by the words of the
 * former: all that lies between the reading of texts and the training of a network.
 *
 * @throws RangeError, TypeError for options that are not whole numbers in range or that the text format has not,
 *   and where either part would
 *   be empty
 *
 * @example
 * ```ts
 * const texts = ["a good film", "a bad film", "good", "bad", "so good"];
 * const train = { texts, labels: Uint8Array.of(1, 0, 1, 0, 1), origins: texts.map((_, i) => `a.csv:${i + 2}`) };
 * const classNames = ["bad", "good"] as const;
 * const data = { train, test: undefined, classNames, description: "a.csv", skippedRows: 0, remarks: [] };
 * const { xTrain, xVal, vocabulary } = prepareTexts(data, { maxlen: 2 });
 * [xTrain.shape, xVal.shape, vocabulary.length]; // => [[4, 2, 9], [1, 2, 9], 9]
 * ```
 */
export function prepareTexts(data: LabelledData, options: PrepareTextsOptions): PreparedTexts {
  checkOptions("prepareTexts", options, optionNames);
  const { maxlen, numWords, skipTop, validationSize, seed, onStep } = options;
  checkWhole("prepareTexts", "maxlen", maxlen, 1);
  const format = resolveTextFormat("prepareTexts", options);
  const { texts, labels } = data.train;
  const { train, validation } = trainValidationSplit(texts.length, {
    ...(validationSize !== undefined && { validationSize }),
    ...(seed !== undefined && { seed }),
  });
  onStep?.(`counting the words of ${texts.length} texts`);
  const vocabulary = buildVocabulary(
    Array.from(train.data, (row) => texts[row]),
    { numWords, skipTop, ...format },
  );
  onStep?.(`looking at ${texts.length} texts`);
  const summary = summarize(data, vocabulary, {
    maxlen,
    validationRows: validation.data,
    skipTop,
    ...format,
  });
  onStep?.(`encoding ${texts.length} texts`);
  // Not by toCategorical, which takes the axis of steps away where it is 1 long.
  const encode = (rows: RaggedTensor) =>
    new OneHotTensor(padSequences(rows, { maxlen }), vocabulary.length);
  const ids = encodeTexts(texts, vocabulary, format);
  const y = labelsOf(labels);
  return {
    xTrain: encode(ids.take(train)),
    yTrain: y.take(train),
    xVal: encode(ids.take(validation)),
    yVal: y.take(validation),
    xTest: data.test && encode(encodeTexts(data.test.texts, vocabulary, format)),
    yTest: data.test && labelsOf(data.test.labels),
    vocabulary,
    validationRows: validation,
    summary,
  };
}

function labelsOf(labels: LabelledTexts["labels"]): Tensor<"int32", 1> {
  return new Tensor(Int32Array.from(labels), "int32", [labels.length]);
}
