import { quoteAll } from "@rnn/labelled-text/display";
import { formatSummary, prepareTexts } from "@rnn/text-classifier";
import { dataOption, type TrainingOptions } from "../options/training-options.ts";
import { readTextData, type TextContext } from "./read-text-data.ts";
import { countValidation, type Task } from "./task.ts";

/** Labelled texts of the user's own: read, counted, and encoded by the words of the training texts. */
export async function loadTextTask(options: TrainingOptions, context: TextContext): Promise<Task> {
  const { data: path, maxlen, numWords, skipTop, seed } = options;
  const read = await readTextData(options, context);
  const [name0, name1, ...more] = read.classNames;
  if (more.length > 0) {
    throw new Error(
      `${dataOption(options)}: expected two classes, got ${read.classNames.length}: ${quoteAll(read.classNames)} ` +
        `(in ${path}). The chapter's network has one output; leave the other rows out.`,
    );
  }
  const classNames = [name0, name1] as const;
  const { texts } = read.train;
  const validationSize = countValidation(options.validationSize, texts.length);
  const { vocabulary, validationRows, summary, xTest, yTest, ...split } = prepareTexts(read, {
    maxlen,
    numWords,
    skipTop,
    validationSize,
    seed,
    onStep: (step) => context.steps.show(`${step[0].toUpperCase()}${step.slice(1)}`),
  });
  const kept = validationRows.data;
  return {
    data: { ...split, ...(xTest && yTest && { xTest, yTest }) },
    reading: { vocabulary, maxlen, lowercase: "unicode", classNames },
    source: { kind: "texts", path, ...(options.moreData && { morePaths: options.moreData }) },
    description: read.description,
    classNames,
    warnings: [
      ...read.remarks.map((message) => ({ code: "data-remark", message })),
      ...summary.warnings,
    ],
    introduction: `${formatSummary(summary)}\n\n${texts.length - kept.length} texts to train on, ${kept.length} to validate with.`,
    texts: read.test?.texts ?? Array.from(kept, (row) => texts[row]),
  };
}
