import { type LabelledData, readLabelledTexts } from "@rnn/labelled-text";
import { padSequences, trainValidationSplit } from "@rnn/preprocess";
import { OneHotTensor, type RaggedTensor, tensor } from "@rnn/tensor";
import { buildVocabulary, encodeTexts, formatSummary, summarize } from "@rnn/text-classifier";
import { withOption } from "../options/name-option.ts";
import { tableOptionsOf } from "../options/table-options.ts";
import type { TrainingOptions } from "../options/training-options.ts";
import { formatReading } from "../progress/format-reading.ts";
import type { Steps } from "../progress/show-steps.ts";
import { openData } from "./open-data.ts";
import { countValidation, type Task } from "./task.ts";

/** What the loading of texts works with. */
export interface TextContext {
  readonly stdin: NodeJS.ReadableStream;
  readonly signal: AbortSignal;
  readonly steps: Steps;
}

/** Labelled texts of the user's own: read, counted, and encoded by the words of the training texts. */
export async function loadTextTask(options: TrainingOptions, context: TextContext): Promise<Task> {
  const { data: path, maxlen, numWords, skipTop, seed } = options;
  const read = await readData(options, context);
  const { texts, labels } = read.train;
  const { train, validation } = trainValidationSplit(texts.length, {
    validationSize: countValidation(options.validationSize, texts.length),
    seed,
  });
  const { steps } = context;
  steps.show(`Counting the words of ${texts.length} texts`);
  const vocabulary = buildVocabulary(
    Array.from(train.data, (row) => texts[row]),
    { numWords, skipTop },
  );
  steps.show(`Looking at ${texts.length} texts`);
  const summary = summarize(read, vocabulary, { maxlen, validationRows: validation.data });
  steps.show(`Encoding ${texts.length} texts`);
  const all = encodeTexts(texts, vocabulary);
  const encoded = (rows: RaggedTensor) =>
    new OneHotTensor(padSequences(rows, { maxlen }), vocabulary.length);
  const classes = (of: ArrayLike<number>) => tensor(Array.from(of), { dtype: "int32" });
  const y = classes(labels);
  return {
    data: {
      xTrain: encoded(all.take(train)),
      yTrain: y.take(train),
      xVal: encoded(all.take(validation)),
      yVal: y.take(validation),
      ...(read.test && {
        xTest: encoded(encodeTexts(read.test.texts, vocabulary)),
        yTest: classes(read.test.labels),
      }),
    },
    reading: { vocabulary, maxlen, lowercase: "unicode", classNames: read.classNames },
    source: { kind: "texts", path },
    description: read.description,
    classNames: read.classNames,
    warnings: [
      ...read.remarks.map((message) => ({ code: "data-remark", message })),
      ...summary.warnings,
    ],
    introduction: `${formatSummary(summary)}\n\n${train.size} texts to train on, ${validation.size} to validate with.`,
    texts: read.test?.texts ?? Array.from(validation.data, (row) => texts[row]),
  };
}

async function readData(
  options: TrainingOptions,
  { stdin, signal, steps }: TextContext,
): Promise<LabelledData> {
  const { data: path, classOrder, positive } = options;
  try {
    return await readLabelledTexts(openData(path, stdin), {
      ...tableOptionsOf(options),
      ...(classOrder !== undefined && { classOrder }),
      ...(positive !== undefined && { positive }),
      signal,
      onProgress: (progress) => steps.show(formatReading(path, progress)),
    });
  } catch (error) {
    throw withOption("--data", error);
  }
}
