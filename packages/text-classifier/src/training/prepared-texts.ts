/**
 * Texts prepared for many trainings: cut into tokens, split, n-grams fitted to them, without the texts themselves. A
 * plain value of lists, typed arrays and strings, which threads can be sent or can share.
 */
import { NgramClassifier } from "@rnn/ngrams";
import { Tensor } from "@rnn/tensor";
import { resolveClassWeight } from "./class-weights.ts";
import { type FittedNgrams, fitBaseline } from "./fitted-ngrams.ts";
import type { NumberBlocks } from "./growing-numbers.ts";
import { checkLabelledInput, takeClasses } from "./labelled-input.ts";
import { NormalizedTexts } from "./normalized-texts.ts";
import { type PreparedTraining, prepareTraining, type TrainingTexts } from "./prepare-training.ts";
import {
  checkTrainingOptions,
  isWithoutBaseline,
  type TrainTextClassifierOptions,
  type WithoutBaseline,
} from "./training-options.ts";

/** What `prepareTrainingTexts` makes of texts, for `trainTextClassifier`. Its members are that one's alone. */
export interface PreparedTrainingTexts {
  readonly format: "prepared-2";
  /** The options that it was prepared by, as JSON. */
  readonly settings: string;
  /** Whether the validation texts were given apart from the others. */
  readonly isApart: boolean;
  readonly training: Omit<PreparedTraining, "table" | "all"> & {
    readonly labels: Int32Array;
    readonly weights: Float64Array | undefined;
    readonly words: readonly string[];
    readonly numbers: NumberBlocks;
    readonly rowOffsets: Int32Array;
  };
  /** Undefined where they were left out. */
  readonly ngrams:
    | undefined
    | {
        readonly probabilities: Float64Array<ArrayBuffer>;
        readonly shape: readonly number[];
        readonly rows: number;
        /** The file of those fitted to the rows to train on. */
        readonly file: Uint8Array;
        /** The file of those fitted to all rows, where a classifier may need it. */
        readonly refitted: Uint8Array | undefined;
      };
}

/** The options that decide what is prepared. */
const preparing = [
  "classNames",
  "tokens",
  "validationSize",
  "classWeight",
  "ngrams",
  "seed",
] as const satisfies readonly (keyof TrainTextClassifierOptions)[];

/**
 * Prepares texts once for many trainings that differ in what their networks are and how they are trained: each gives
 * what it would give from the texts. With `model: "rnn"` no n-grams are kept for a classifier, and with `baseline: false`
 * none are fitted.
 *
 * @param options as those of `trainTextClassifier`. Of these `classNames`, `tokens`, `validationSize`, `classWeight`,
 *   `ngrams` and `seed` must be equal in the trainings; `onStep` and `signal` are of the preparation
 * @throws TypeError, RangeError for texts, labels or options that do not fit
 *
 * @example
 * ```ts
 * const texts = ["a good film", "a bad film", "good", "so bad", "good story", "a bad one"];
 * const labels = ["pos", "neg", "pos", "neg", "pos", "neg"];
 * const prepared = await prepareTrainingTexts({ texts, labels });
 * const narrow = await trainTextClassifier(prepared, { model: "rnn", units: 2, epochs: 1 });
 * const wide = await trainTextClassifier(prepared, { model: "rnn", units: 4, epochs: 1 });
 * wide.classifier.classNames; // => ["neg", "pos"]
 * ```
 */
export async function prepareTrainingTexts(
  data: TrainingTexts,
  options: TrainTextClassifierOptions | (TrainTextClassifierOptions & WithoutBaseline) = {},
): Promise<PreparedTrainingTexts> {
  const caller = "prepareTrainingTexts";
  checkTrainingOptions(caller, options);
  checkLabelledInput(caller, "", data);
  const prepared = await prepareTraining(caller, data, options);
  const { table, all, ...rest } = prepared;
  return {
    format: "prepared-2",
    settings: settingsOf(options),
    isApart: data.validation !== undefined,
    training: {
      ...rest,
      labels: all.labels,
      weights: all.weights,
      ...table,
    },
    ngrams: isWithoutBaseline(options) ? undefined : await prepareNgrams(caller, prepared, options),
  };
}

async function prepareNgrams(
  caller: string,
  prepared: PreparedTraining,
  options: TrainTextClassifierOptions,
): Promise<PreparedTrainingTexts["ngrams"]> {
  const { model = "auto", signal, onStep } = options;
  const { all, trainRows, classNames } = prepared;
  const { labels } = takeClasses(all, trainRows);
  const classWeight =
    options.classWeight &&
    resolveClassWeight(caller, options.classWeight, labels, classNames.length);
  onStep?.(`fitting n-grams to ${labels.length} texts`);
  const fitted = await fitBaseline(prepared, {
    options: options.ngrams ?? {},
    classWeight,
    signal,
  });
  if (model !== "rnn") onStep?.(`fitting n-grams to all ${all.labels.length} texts`);
  return {
    probabilities: fitted.probabilities.contiguous().data,
    shape: fitted.probabilities.shape,
    rows: fitted.rows,
    file: fitted.classifier().save(),
    refitted: model === "rnn" ? undefined : (await fitted.refit()).save(),
  };
}

/** Whether this is what `prepareTrainingTexts` gives. */
export function isPreparedTexts(
  data: TrainingTexts | PreparedTrainingTexts,
): data is PreparedTrainingTexts {
  return typeof data === "object" && data !== null && "format" in data;
}

/**
 * What a training goes on from.
 * @throws RangeError for options that the texts were not prepared by
 */
export function openPreparedTexts(
  caller: string,
  { settings, isApart, training, ngrams }: PreparedTrainingTexts,
  options: TrainTextClassifierOptions,
): {
  readonly prepared: PreparedTraining;
  readonly isApart: boolean;
  /** Undefined where there are no n-grams. */
  readonly fitted: FittedNgrams | undefined;
} {
  const ours = settingsOf(options);
  if (ours !== settings) {
    throw new RangeError(
      `${caller}: expected the options that the texts were prepared by, ${settings}, got ${ours}. ` +
        "Prepare them again by these.",
    );
  }
  const { model = "auto" } = options;
  if (ngrams === undefined && !isWithoutBaseline(options)) {
    throw new RangeError(
      `${caller}: expected baseline: false, with which the texts were prepared, got a training with n-grams. ` +
        "Prepare them again without it.",
    );
  }
  if (ngrams?.refitted === undefined && model !== "rnn") {
    throw new RangeError(
      `${caller}: expected model "rnn", for which the texts were prepared, got ${JSON.stringify(model)}. ` +
        "Prepare them again without model.",
    );
  }
  const { labels, weights, words, numbers, rowOffsets, ...rest } = training;
  return {
    prepared: {
      ...rest,
      all: { texts: new NormalizedTexts([], undefined), labels, weights },
      table: { words, numbers, rowOffsets },
    },
    isApart,
    fitted: ngrams && openNgrams(ngrams),
  };
}

function openNgrams({
  probabilities,
  shape,
  rows,
  file,
  refitted = file,
}: NonNullable<PreparedTrainingTexts["ngrams"]>): FittedNgrams {
  return {
    probabilities: new Tensor(probabilities, "float64", [...shape]),
    rows,
    classifier: () => NgramClassifier.load(file),
    refit: async () => NgramClassifier.load(refitted),
  };
}

function settingsOf(options: TrainTextClassifierOptions): string {
  return JSON.stringify(preparing.map((name) => [name, options[name] ?? null]));
}
