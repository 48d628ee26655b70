/**
 * Reports of formats 1 and 2, which had two classes, as reports of today's.
 *   1: warnings are mere strings, in `data`; words have `known` and `read` in place of a status
 *   2: two classes alone; the evaluation has no averages
 */
import { averageScores, findConfusions } from "@rnn/text-classifier";
import * as v from "valibot";
import type { ReportData, ReportedEvaluation, ReportedWord } from "./report-data.ts";
import {
  both,
  commonEntries,
  count,
  dataEntries,
  scoreEntries,
  share,
  traceOf,
  word,
} from "./report-schema.ts";

const evaluation2 = v.pipe(
  v.object({
    ...scoreEntries,
    confusion: both(both(count)),
    classes: both(scoreEntries.classes.item),
  }),
  v.check(
    ({ confusion, count: all }) => confusion.flat().reduce((sum, n) => sum + n) === all,
    "a confusion matrix that sums to count",
  ),
  v.transform((evaluation): ReportedEvaluation => {
    const { accuracy, classes, confusion, rocAuc } = evaluation;
    return {
      ...evaluation,
      confusions: findConfusions(confusion),
      averages: averageScores(classes, accuracy),
      rocAucs: [rocAuc, rocAuc],
      topAccuracies: [accuracy, 1],
    };
  }),
);

const entries2 = {
  ...commonEntries,
  evaluation: v.nullable(evaluation2),
};

const dataEntries2 = {
  ...dataEntries,
  classNames: both(v.string()),
  classCounts: both(count),
};

/** The word as it was in format 1. */
const word1 = v.pipe(
  v.object({ word: v.string(), known: v.boolean(), read: v.boolean(), probability: share }),
  v.transform(({ known, read, ...rest }) => {
    const status = known ? (read ? "read" : "cut") : "unknown";
    return { ...rest, status } satisfies ReportedWord;
  }),
);

/** A report of format 2. */
export const reportData2 = v.pipe(
  v.object({
    format: v.literal(2),
    ...entries2,
    data: v.object(dataEntries2),
    warnings: v.array(v.object({ code: v.string(), message: v.string() })),
    traces: v.array(traceOf(word)),
  }),
  v.transform((report): ReportData => ({ ...report, format: 3, comparisons: [] })),
);

/** A report of format 1. */
export const reportData1 = v.pipe(
  v.object({
    format: v.literal(1),
    ...entries2,
    data: v.object({ ...dataEntries2, warnings: v.array(v.string()) }),
    traces: v.array(traceOf(word1)),
  }),
  v.transform(({ data: { warnings, ...data }, ...report }): ReportData => {
    const ofData = warnings.map((message) => ({ code: "data", message }));
    return { ...report, format: 3, data, warnings: ofData, comparisons: [] };
  }),
);
