import * as v from "valibot";
import { type ReportData, reportFormat } from "./report-data.ts";

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
    confusion: both(both(count)),
    classes: both(scores),
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

const trace = v.object({
  text: v.optional(v.string()),
  trueClass: v.nullable(v.string()),
  probability: share,
  start: share,
  words: v.array(
    v.object({ word: v.string(), known: v.boolean(), read: v.boolean(), probability: share }),
  ),
});

const reportData = v.object({
  format: v.literal(reportFormat),
  title: v.string(),
  status: v.picklist(["completed", "interrupted", "diverged"]),
  config: v.record(v.string(), v.nullable(v.union([v.string(), finite, v.boolean()]))),
  versions: v.record(v.string(), v.string()),
  data: v.object({
    description: v.string(),
    fingerprint: v.string(),
    synthetic: v.boolean(),
    counts: v.object({ train: count, validation: count, test: count }),
    classNames: both(v.string()),
    classCounts: both(count),
    warnings: v.array(v.string()),
  }),
  history,
  chapter: v.nullable(
    v.object({ source: v.string(), losses: numbers, valLosses: numbers, printedAccuracy: share }),
  ),
  evaluation: v.nullable(evaluation),
  histogram: v.nullable(histogram),
  traces: v.array(trace),
});

/**
 * The value as what a report shows, without what this version does not know.
 * @throws TypeError where it is of another format, or a part of it is missing or impossible: with the place
 * @example
 * ```ts no-run
 * checkReportData(JSON.parse(await readFile("runs/first/report.json", "utf8")));
 * ```
 */
export function checkReportData(value: unknown): ReportData {
  const format = v.safeParse(v.object({ format: count }), value);
  if (format.success && format.output.format !== reportFormat) {
    throw new TypeError(
      `checkReportData: expected a report of format ${reportFormat}, got one of format ` +
        `${format.output.format}. Read it with the version of rnn-train that wrote it.`,
    );
  }
  const { issues, output, success } = v.safeParse(reportData, value, { abortEarly: true });
  if (success) return output;
  const [issue] = issues;
  const rule =
    issue.kind === "validation" && issue.type === "check" ? issue.message : issue.expected;
  throw new TypeError(
    `checkReportData: expected ${rule ?? "a report"}, got ${issue.received} ` +
      `(at ${v.getDotPath(issue) ?? "the top"}). The file is damaged or no report: make it anew.`,
  );
}
