import { readLabelledTexts } from "@rnn/labelled-text";
import { padSequences, trainValidationSplit } from "@rnn/preprocess";
import { OneHotTensor, type RaggedTensor, tensor } from "@rnn/tensor";
import { buildVocabulary, encodeTexts, formatSummary, summarize } from "@rnn/text-classifier";
import type { TrainingOptions } from "./options/training-options.ts";
import { type Task, validationCount } from "./task.ts";

/** Labelled texts of the user's own: read, counted, and encoded by the words of the training texts. */
export async function textTask(options: TrainingOptions, signal: AbortSignal): Promise<Task> {
  const { data: path, maxlen, numWords, skipTop, validationSize, seed } = options;
  const { textColumn, labelColumn, classOrder } = options;
  const columns = { ...(textColumn && { textColumn }), ...(labelColumn && { labelColumn }) };
  const read = await readLabelledTexts(path, {
    ...columns,
    ...(classOrder && { classOrder }),
    signal,
  });
  const { texts, labels } = read.train;
  const kept = validationCount(validationSize, texts.length);
  if (kept >= texts.length) {
    throw new RangeError(
      `--validation-size: expected fewer than the ${texts.length} texts there are, got ${validationSize}. ` +
        "Give a smaller count, or a share below 1.",
    );
  }
  const { train, validation } = trainValidationSplit(texts.length, { validationSize: kept, seed });
  const vocabulary = buildVocabulary(
    Array.from(train.data, (row) => texts[row]),
    { numWords, skipTop },
  );
  const summary = summarize(read, vocabulary, { maxlen, validationRows: validation.data });
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
    warnings: summary.warnings,
    introduction: `${formatSummary(summary)}\n\n${train.size} texts to train on, ${validation.size} to validate with.`,
    texts: read.test?.texts ?? Array.from(validation.data, (row) => texts[row]),
  };
}
