import * as v from "valibot";
import { readChecked } from "./read-checked.ts";
import { type ReportData, type ReportedWord, reportFormat } from "./report-data.ts";

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const numbers = v.array(finite);
const shares = v.array(share);
const both = <T extends v.GenericSchema>(of: T) => v.strictTuple([of, of]);

const history = v.pipe(
  v.object({ losses: numbers, valLosses: numbers, valAccuracies: shares }),
  v.check(
    ({ losses, valLosses, valAccuracies }) =>
      [losses.length, 0].includes(valLosses.length) && valAccuracies.length === valLosses.length,
    "as many validation losses and accuracies as losses, or none",
  ),
);

const scores = v.object({
  precision: v.nullable(share),
  recall: v.nullable(share),
  f1: v.nullable(share),
  support: count,
});

const evaluation = v.pipe(
  v.object({
    of: v.picklist(["test", "validation"]),
    count,
    accuracy: share,
    loss: finite,
    confusion: v.array(v.array(count)),
    classes: v.array(scores),
    rocAuc: v.nullable(share),
  }),
  v.check(
    ({ confusion, count: all }) => confusion.flat().reduce((sum, n) => sum + n) === all,
    "a confusion matrix that sums to count",
  ),
);

const histogram = v.pipe(
  v.object({ bins: v.pipe(count, v.minValue(1)), counts: both(v.array(count)) }),
  v.check(
    ({ bins, counts }) => counts.every(({ length }) => length === bins),
    "as many counts of each class as bins",
  ),
);

const word = v.object({
  word: v.string(),
  status: v.picklist(["read", "unknown", "cut"]),
  probability: share,
});

/** The word as it was in format 1. */
const word1 = v.pipe(
  v.object({ word: v.string(), known: v.boolean(), read: v.boolean(), probability: share }),
  v.transform(({ known, read, ...rest }) => {
    const status = known ? (read ? "read" : "cut") : "unknown";
    return { ...rest, status } satisfies ReportedWord;
  }),
);

const traceOf = <T extends v.GenericSchema>(wordOf: T) =>
  v.object({
    text: v.optional(v.string()),
    trueClass: v.nullable(v.string()),
    probability: share,
    start: share,
    words: v.array(wordOf),
  });

const dataEntries = {
  description: v.string(),
  fingerprint: v.string(),
  synthetic: v.boolean(),
  counts: v.object({ train: count, validation: count, test: count }),
  classNames: both(v.string()),
  classCounts: both(count),
};

const entries = {
  title: v.string(),
  status: v.picklist(["completed", "interrupted", "diverged"]),
  config: v.record(v.string(), v.nullable(v.union([v.string(), finite, v.boolean()]))),
  versions: v.record(v.string(), v.string()),
  history,
  chapter: v.nullable(
    v.object({ source: v.string(), losses: numbers, valLosses: numbers, printedAccuracy: share }),
  ),
  evaluation: v.nullable(evaluation),
  histogram: v.nullable(histogram),
};

const reportData = v.object({
  format: v.literal(reportFormat),
  ...entries,
  data: v.object(dataEntries),
  warnings: v.array(v.object({ code: v.string(), message: v.string() })),
  traces: v.array(traceOf(word)),
});

/** Format 1 had its warnings, as mere strings, in `data`. */
const reportData1 = v.pipe(
  v.object({
    format: v.literal(1),
    ...entries,
    data: v.object({ ...dataEntries, warnings: v.array(v.string()) }),
    traces: v.array(traceOf(word1)),
  }),
  v.transform(({ data: { warnings, ...data }, ...report }): ReportData => {
    const ofData = warnings.map((message) => ({ code: "data", message }));
    return { ...report, format: reportFormat, data, warnings: ofData };
  }),
);

/**
 * The value as what a report shows, without what this version does not know. A report of an earlier format
 * comes back in today's.
 *
 * @throws TypeError where it is of a later format, or a part of it is missing or impossible: with the place
 * @example
 * ```ts no-run
 * checkReportData(JSON.parse(await readFile("runs/first/report.json", "utf8")));
 * ```
 */
export function checkReportData(value: unknown): ReportData {
  const format = v.safeParse(v.object({ format: count }), value);
  const isFirst = format.success && format.output.format === 1;
  if (format.success && !isFirst && format.output.format !== reportFormat) {
    throw new TypeError(
      `checkReportData: expected a report of format 1 to ${reportFormat}, got one of format ` +
        `${format.output.format}. Read it with the version of rnn-train that wrote it.`,
    );
  }
  return readChecked(isFirst ? reportData1 : reportData, value, "checkReportData", "a report");
}
