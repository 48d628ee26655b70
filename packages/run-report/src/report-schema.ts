/** What a report of today's format is made of, as its reader checks it; earlier formats share most of it. */
import * as v from "valibot";

const finite = v.pipe(v.number(), v.finite());
/** A whole number from 0 on. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A number from 0 to 1. */
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const numbers = v.array(finite);
const shares = v.array(share);
/** Two of a kind. */
export const both = <T extends v.GenericSchema>(of: T) => v.strictTuple([of, of]);
const severalOf = <T extends v.GenericSchema>(of: T) => v.pipe(v.array(of), v.minLength(2));

const history = v.pipe(
  v.object({
    losses: numbers,
    valLosses: numbers,
    valAccuracies: shares,
    bestEpoch: v.optional(count),
  }),
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

/** Figures of an evaluation that every format has. */
export const scoreEntries = {
  of: v.picklist(["test", "validation"]),
  count,
  accuracy: share,
  loss: finite,
  classes: v.array(scores),
  rocAuc: v.nullable(share),
};

const averaged = v.object({ precision: share, recall: share, f1: share });

const evaluation = v.pipe(
  v.object({
    ...scoreEntries,
    confusion: v.nullable(v.array(v.array(count))),
    confusions: v.array(v.object({ label: count, predicted: count, count })),
    averages: v.object({ macro: averaged, micro: averaged, weighted: averaged }),
    rocAucs: v.array(v.nullable(share)),
    topAccuracies: shares,
    expectedCalibrationError: v.optional(share),
  }),
  v.check(
    ({ confusion, count: all }) =>
      confusion === null || confusion.flat().reduce((sum, n) => sum + n, 0) === all,
    "a confusion matrix that sums to count",
  ),
  v.check(
    ({ confusion, confusions, classes, rocAucs }) =>
      rocAucs.length === classes.length &&
      (confusion === null || confusion.length === classes.length) &&
      (confusion ?? []).every((row) => row.length === classes.length) &&
      confusions.every(({ label, predicted }) => Math.max(label, predicted) < classes.length),
    "figures of as many classes everywhere",
  ),
);

const reliability = v.object({
  error: share,
  bins: v.array(v.object({ confidence: share, accuracy: share, count })),
});

const calibration = v.object({
  temperature: v.nullable(finite),
  isCombined: v.boolean(),
  after: reliability,
  before: v.nullable(reliability),
});

const threshold = v.object({ threshold: share, precision: share, recall: share });

const rejections = v.array(
  v.object({ below: share, rejected: count, share, accuracy: v.nullable(share) }),
);

const rejection = v.object({ below: v.nullable(share), curve: rejections, bounds: rejections });

const histogram = v.pipe(
  v.object({ bins: v.pipe(count, v.minValue(1)), counts: both(v.array(count)) }),
  v.check(
    ({ bins, counts }) => counts.every(({ length }) => length === bins),
    "as many counts of each class as bins",
  ),
);

const model = v.picklist(["rnn", "ngrams", "both"]);

const comparison = v.object({
  of: scoreEntries.of,
  count,
  chosen: model,
  models: v.array(v.object({ model, accuracy: share, f1: share, loss: finite })),
  differences: v.array(
    v.object({ first: model, second: model, difference: finite, low: finite, high: finite }),
  ),
});

/** A word of a trace. */
export const word = v.object({
  word: v.string(),
  status: v.picklist(["read", "unknown", "cut"]),
  probability: share,
});

/** A trace of words of some format. */
export const traceOf = <T extends v.GenericSchema>(wordOf: T) =>
  v.object({
    text: v.optional(v.string()),
    trueClass: v.nullable(v.string()),
    label: v.optional(count),
    readAs: v.optional(v.string()),
    probability: share,
    models: v.optional(
      v.object({ rnn: v.optional(share), ngrams: v.optional(share), both: v.optional(share) }),
    ),
    ngrams: v.optional(v.array(v.object({ ngram: v.string(), weight: finite }))),
    occlusion: v.optional(
      v.object({
        probability: share,
        wordsPerPart: v.pipe(count, v.minValue(1)),
        parts: v.array(v.object({ text: v.string(), probability: share })),
      }),
    ),
    start: share,
    words: v.array(wordOf),
  });

/** What every format says of its data. */
export const dataEntries = {
  description: v.string(),
  fingerprint: v.string(),
  synthetic: v.boolean(),
  counts: v.object({ train: count, validation: count, test: count }),
};

/** What every format has. */
export const commonEntries = {
  title: v.string(),
  status: v.picklist(["completed", "interrupted", "diverged"]),
  config: v.record(v.string(), v.nullable(v.union([v.string(), finite, v.boolean()]))),
  versions: v.record(v.string(), v.string()),
  history,
  chapter: v.nullable(
    v.object({ source: v.string(), losses: numbers, valLosses: numbers, printedAccuracy: share }),
  ),
  histogram: v.nullable(histogram),
};

/** A report of today's format. */
export const reportData = v.pipe(
  v.object({
    format: v.literal(3),
    ...commonEntries,
    refitted: v.optional(v.boolean()),
    evaluation: v.nullable(evaluation),
    calibration: v.optional(calibration),
    threshold: v.optional(threshold),
    rejection: v.optional(rejection),
    comparisons: v.array(comparison),
    data: v.object({
      ...dataEntries,
      classNames: severalOf(v.string()),
      classCounts: severalOf(count),
    }),
    warnings: v.array(v.object({ code: v.string(), message: v.string() })),
    traces: v.array(traceOf(word)),
  }),
  v.check(
    ({ data: { classNames, classCounts }, evaluation: found, traces }) =>
      classCounts.length === classNames.length &&
      (found === null || found.classes.length === classNames.length) &&
      traces.every(({ label = 0 }) => label < classNames.length),
    "as many class counts and scores as class names",
  ),
);
