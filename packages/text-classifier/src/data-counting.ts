import type { ClassLabels, LabelledData } from "@rnn/labelled-text";
import { checkOptions, checkWhole } from "@rnn/tensor/checks";
import type { DataSummary, PartSummary } from "./data-summary.ts";
import { findDataWarnings } from "./data-warnings.ts";
import { describeRepeatedRows, type RowOfText } from "./find-repeated-texts.ts";
import { type PartRow, type RepeatedRowsByKind, RepeatedRowsFinder } from "./repeated-rows.ts";
import type { SummarizeOptions } from "./summarize-options.ts";
import {
  type ResolvedTextFormat,
  resolveTextFormat,
  textFormatOptionNames,
} from "./text/resolve-text-format.ts";
import { TextCounts } from "./text-counts.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { warnOfRepeatedTexts } from "./warn-of-repeated-texts.ts";

/** Of the texts that a suggested `maxlen` takes in, this share is read whole. */
const wholeShare = 0.9;

/** What is known of the data before its texts are gone through. */
interface CountedData extends Pick<LabelledData, "classNames" | "description" | "remarks"> {
  readonly train: { readonly labels: ClassLabels };
  readonly test: { readonly labels: ClassLabels } | undefined;
}

/** Counts what a summary says, text by text: all of the first part, then all of the second. */
export class DataCounting {
  readonly #data: CountedData;
  readonly #options: SummarizeOptions;
  readonly #format: ResolvedTextFormat;
  readonly #train: TextCounts;
  readonly #test: TextCounts;
  readonly #finder: RepeatedRowsFinder;
  #repeated: RepeatedRowsByKind | undefined;

  constructor(
    caller: string,
    data: CountedData,
    vocabulary: Vocabulary,
    options: SummarizeOptions,
  ) {
    checkOptions(caller, options, [
      "maxlen",
      "validationRows",
      "skipTop",
      ...textFormatOptionNames,
    ]);
    const { maxlen, validationRows = [], skipTop = 0 } = options;
    checkWhole(caller, "maxlen", maxlen, 1);
    checkWhole(caller, "skipTop", skipTop, 0);
    this.#data = data;
    this.#options = options;
    this.#format = resolveTextFormat(caller, options);
    const known = new Set(vocabulary);
    const trainLabels = data.train.labels;
    const testLabels = data.test?.labels ?? new Uint8Array();
    const classes = data.classNames.length;
    this.#train = new TextCounts(trainLabels, known, classes, this.#format);
    this.#test = new TextCounts(testLabels, known, classes, this.#format);
    this.#finder = new RepeatedRowsFinder({ trainLabels, testLabels, validationRows });
  }

  addTrain(text: string): void {
    this.#train.add(text);
    this.#finder.addTrain(text);
  }

  addTest(text: string): void {
    this.#test.add(text);
    this.#finder.addTest(text);
  }

  /** The rows whose texts warnings may show. */
  shownRows(): { readonly train: readonly number[]; readonly test: readonly number[] } {
    const shown = Object.values(this.#found).flatMap(({ pairs }) => pairs.flat());
    const rowsOf = (part: PartRow["part"]) =>
      shown.filter((row) => row.part === part).map(({ row }) => row);
    return { train: rowsOf("train"), test: rowsOf("test") };
  }

  /** @param describe gives the text of a row that is shown */
  finish(describe: (row: PartRow) => RowOfText & { readonly text: string }): DataSummary {
    const { description, classNames, remarks } = this.#data;
    const { maxlen, validationRows = [], skipTop = 0 } = this.#options;
    const { labels } = this.#data.train;
    const repeated = describeRepeatedRows(this.#found, describe);
    const isKept = new Uint8Array(labels.length);
    for (let at = 0; at < validationRows.length; at++) isKept[validationRows[at]] = 1;
    const rows = Int32Array.from(labels, (_, row) => row);
    const learntRows = rows.filter((row) => isKept[row] === 0);
    const keptRows = Int32Array.from(new Set(Array.from(validationRows)));
    const ofTest = this.#data.test?.labels;
    const train = this.#train.summarize(rows, maxlen, repeated.train.rows);
    const test: PartSummary | undefined =
      ofTest &&
      this.#test.summarize(
        Int32Array.from(ofTest, (_, row) => row),
        maxlen,
        repeated.test.rows,
      );
    const measured = {
      description,
      classNames,
      maxlen,
      train,
      test,
      validation: keptRows.length === 0 ? undefined : this.#train.summarize(keptRows, maxlen, 0),
      leakedRows: repeated.trainInTest.rows,
      remarks,
    };
    const sizes = {
      train: rows.length,
      validation: keptRows.length,
      test: ofTest?.length ?? 0,
    };
    const warnings = findDataWarnings(measured, {
      learnt: this.#train.summarize(learntRows, maxlen, 0),
      fittingMaxlen: this.#train.fittingLength(learntRows, wholeShare),
      skipTop,
      tokens: this.#format.tokens,
      labels,
      ofRepeatedTexts: warnOfRepeatedTexts(repeated, sizes, classNames),
    });
    return { ...measured, warnings };
  }

  get #found(): RepeatedRowsByKind {
    this.#repeated ??= this.#finder.finish();
    return this.#repeated;
  }
}
