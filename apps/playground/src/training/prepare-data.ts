import { padSequences, trainValidationSplit } from "@rnn/preprocess";
import type { RaggedTensor, Tensor } from "@rnn/tensor";
import {
  buildVocabulary,
  chooseTokens,
  encodeTexts,
  type TextFormatOptions,
  textFormat2,
} from "@rnn/text-classifier";
import type { Settings } from "../settings/settings.ts";
import type { TrainingTexts } from "./training-texts.ts";

/** Texts as the network reads them. */
export interface PreparedData {
  readonly source: TrainingTexts;
  /** What the texts are cut into, and how. */
  readonly format: TextFormatOptions;
  /** The words by id, most frequent first; null where an id has none. */
  readonly vocabulary: readonly (string | null)[];
  /** The known words of every text. */
  readonly ids: RaggedTensor;
  /** The rows that are trained on, and those kept for validation: a fifth. */
  readonly trainRows: readonly number[];
  readonly validationRows: readonly number[];
  /** Ids `[N, length]`, padded and cut in front. */
  readonly xTrain: Tensor<"int32">;
  readonly yTrain: readonly number[];
  readonly xVal: Tensor<"int32">;
  readonly yVal: readonly number[];
}

/** What the page shows of the data. */
export interface DataFacts {
  readonly train: number;
  readonly validation: number;
  /** Words that the network knows. */
  readonly vocabulary: number;
  /** The share of the words of the validation texts that it knows. */
  readonly coverage: number;
  readonly classNames: readonly [string, string];
}

/**
 * Splits the texts by the seed, makes the vocabulary of those to train on, and encodes them all. Between its
 * steps it awaits `turn`, which may throw to end it.
 */
export async function prepareData(
  source: TrainingTexts,
  { words, length, seed }: Pick<Settings, "words" | "length" | "seed">,
  turn: () => Promise<void>,
): Promise<PreparedData> {
  const { texts, labels } = source;
  const { train, validation } = trainValidationSplit(texts.length, {
    validationSize: Math.max(1, Math.floor(texts.length / 5)),
    seed,
  });
  const trainRows = [...train.data];
  const validationRows = [...validation.data];
  await turn();
  const format = source.isWritten ? formatFor(texts, trainRows, validationRows) : {};
  await turn();
  const vocabulary = buildVocabulary(
    trainRows.map((row) => texts[row]),
    { numWords: words, ...format },
  );
  await turn();
  const ids = encodeTexts(texts, vocabulary, format);
  await turn();
  const pad = (rows: Tensor<"int32">) => padSequences(ids.take(rows), { maxlen: length });
  return {
    source,
    format,
    vocabulary,
    ids,
    trainRows,
    validationRows,
    xTrain: pad(train),
    yTrain: trainRows.map((row) => labels[row]),
    xVal: pad(validation),
    yVal: validationRows.map((row) => labels[row]),
  };
}

/** Texts that are looked at to choose between words and characters. */
const sampledTexts = 2000;

/** Words or characters, whichever suit the texts. */
function formatFor(
  texts: readonly string[],
  trainRows: readonly number[],
  validationRows: readonly number[],
): TextFormatOptions {
  const sample = (rows: readonly number[]) => rows.slice(0, sampledTexts).map((row) => texts[row]);
  const { tokens } = chooseTokens(sample(trainRows), sample(validationRows));
  return { textFormat: textFormat2, tokens };
}
