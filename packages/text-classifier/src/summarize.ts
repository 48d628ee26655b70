import type { LabelledData, LabelledTexts } from "@rnn/labelled-text";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import type { DataSummary } from "./data-summary.ts";
import { findDataWarnings } from "./data-warnings.ts";
import { findRepeatedTexts } from "./find-repeated-texts.ts";
import { resolveTextFormat, textFormatOptionNames } from "./text/resolve-text-format.ts";
import { type TextFormatOptions } from "./text/text-format.ts";
import { TextCounts } from "./text-counts.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { warnOfRepeatedTexts } from "./warn-of-repeated-texts.ts";

/** What `summarize` takes besides the data and its vocabulary. */
export interface SummarizeOptions extends TextFormatOptions {
  /** How many known words of a text the network reads. */
  readonly maxlen: number;
  /** Rows of the training texts that are kept for validation, and so made no word known; default none. */
  readonly validationRows?: ArrayLike<number> | undefined;
  /** How many of the most frequent words the vocabulary leaves out, which warnings may name; default none. */
  readonly skipTop?: number | undefined;
}

/** Of the texts that a suggested `maxlen` takes in, this share is read whole. */
const wholeShare = 0.9;

/**
 * What labelled texts are like as the network will see them: by the vocabulary, and cut at `maxlen` known
 * words; and what that warns of.
 *
 * @example
 * ```ts
 * const texts = ["a good film", "a bad film"];
 * const train = { texts, labels: Uint8Array.of(1, 0), origins: ["a.csv:2", "a.csv:3"] };
 * const classNames = ["bad", "good"] as const;
 * const data = { train, test: undefined, classNames, description: "a.csv", skippedRows: 0, remarks: [] };
 * const summary = summarize(data, buildVocabulary(texts), { maxlen: 2 });
 * summary.train.cutShare; // => 1
 * summary.warnings.map(({ code }) => code); // => ["few-training-texts", "cut-texts"]
 * ```
 */
export function summarize(
  data: LabelledData,
  vocabulary: Vocabulary,
  options: SummarizeOptions,
): DataSummary {
  checkOptions("summarize", options, [
    "maxlen",
    "validationRows",
    "skipTop",
    ...textFormatOptionNames,
  ]);
  const { maxlen, validationRows = [], skipTop = 0 } = options;
  checkWhole("summarize", "maxlen", maxlen, 1);
  checkWhole("summarize", "skipTop", skipTop, 0);
  const format = resolveTextFormat("summarize", options);
  const known = new Set(vocabulary);
  const repeated = findRepeatedTexts(data, { validationRows });
  const trainCounts = new TextCounts(data.train, known, data.classNames.length, format);
  const rows = rowsOf(data.train);
  const train = trainCounts.summarize(rows, maxlen, repeated.train.rows);
  const leakedRows = repeated.trainInTest.rows;
  const test =
    data.test &&
    new TextCounts(data.test, known, data.classNames.length, format).summarize(
      rowsOf(data.test),
      maxlen,
      repeated.test.rows,
    );
  const kept = new Set(Array.from(validationRows));
  const learntRows = rows.filter((row) => !kept.has(row));
  const learnt = trainCounts.summarize(learntRows, maxlen, 0);
  const validation = kept.size === 0 ? undefined : trainCounts.summarize([...kept], maxlen, 0);
  const fittingMaxlen = trainCounts.fittingLength(learntRows, wholeShare);
  const { description, classNames, remarks } = data;
  const measured = {
    description,
    classNames,
    maxlen,
    train,
    test,
    validation,
    leakedRows,
    remarks,
  };
  const sizes = { train: rows.length, validation: kept.size, test: data.test?.texts.length ?? 0 };
  const warnings = findDataWarnings(measured, {
    learnt,
    fittingMaxlen,
    skipTop,
    tokens: format.tokens,
    labels: data.train.labels,
    ofRepeatedTexts: warnOfRepeatedTexts(repeated, sizes, classNames),
  });
  return { ...measured, warnings };
}

function rowsOf({ texts }: LabelledTexts): number[] {
  return Array.from(texts, (_, row) => row);
}
