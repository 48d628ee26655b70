import { chooseTokens } from "../text/choose-tokens.ts";
import { splitNormalized } from "../text/split-tokens.ts";
import type { Tokens } from "../text/text-format.ts";
import { TextNumbers } from "../text-numbers.ts";
import {
  type LabelledInput,
  type NumberedClasses,
  numberLabels,
  resolveClassNames,
} from "./labelled-input.ts";
import { NormalizedTexts } from "./normalized-texts.ts";
import { splitRows } from "./split-rows.ts";
import { type TokenTable, tokenizeTexts } from "./token-table.ts";
import type { TrainTextClassifierOptions } from "./training-options.ts";

/** Texts and labels to train on, and, where they are not to come from these, those to validate with. */
export interface TrainingTexts extends LabelledInput {
  readonly validation?: LabelledInput;
}

/** Normalized texts and what they are cut into, split into rows to train on and rows to validate with. */
export interface PreparedTraining {
  readonly classNames: readonly string[];
  /** All texts, normalized, those for validation at the end where they were given. */
  readonly all: NumberedClasses & { readonly texts: NormalizedTexts };
  readonly trainRows: Int32Array;
  readonly validationRows: Int32Array;
  readonly tokens: Tokens;
  /** Of the words of the validation texts, the share that those to train on do not have. */
  readonly missedShare: number;
  readonly table: TokenTable;
}

/** Rows that are kept for validation at most, by default. */
const mostValidationRows = 5000;
/** Texts that are enough to tell words from characters. */
const enoughTexts = { train: 5000, validation: 1000 };

/** @throws TypeError, RangeError for texts, labels and options that do not fit each other */
export async function prepareTraining(
  caller: string,
  data: TrainingTexts,
  options: TrainTextClassifierOptions,
): Promise<PreparedTraining> {
  const { seed = 42, signal, onStep, from } = options;
  const classNames = resolveClassNames(caller, data, options.classNames, from?.classNames);
  const given = numberLabels(caller, "", data, classNames);
  const apart = data.validation && numberLabels(caller, "validation.", data.validation, classNames);
  const sources = data.validation ? [data.texts, data.validation.texts] : [data.texts];
  const texts = new NormalizedTexts(sources, signal);
  const count = texts.length;
  onStep?.(`reading ${count} texts`);
  const all = {
    texts,
    labels: apart ? joinLabels(given.labels, apart.labels) : given.labels,
    weights: joinWeights(given, apart),
  };
  const { train, validation } = apart
    ? { train: range(0, data.texts.length), validation: range(data.texts.length, count) }
    : splitRows(
        all.labels,
        await numberTexts(texts),
        resolveSize(caller, options.validationSize, count),
        seed,
      );
  // N-grams begin anew beside an earlier network alone.
  const least = from?.ngrams ? 1 : 2;
  const advice =
    from && least === 2
      ? "Give rows of another class too: the n-grams that the network is compared with need two."
      : "Give more texts.";
  checkClasses(caller, all.labels, train, validation, { least, advice });
  const [learnt, heldOut] = await texts.take(
    spread(train, enoughTexts.train),
    spread(validation, enoughTexts.validation),
  );
  const { tokens: suited, missedShare } = chooseTokens(learnt, heldOut);
  const { tokens = "auto" } = options;
  const cutInto = from?.tokens ?? (tokens === "auto" ? suited : tokens);
  onStep?.(`cutting ${count} texts into ${cutInto}`);
  const table = await tokenizeTexts(texts, (text) => splitNormalized(text, cutInto));
  return {
    classNames,
    all,
    trainRows: train,
    validationRows: validation,
    tokens: cutInto,
    missedShare,
    table,
  };
}

function joinLabels(given: Int32Array, apart: Int32Array): Int32Array {
  const labels = new Int32Array(given.length + apart.length);
  labels.set(given);
  labels.set(apart, given.length);
  return labels;
}

/** The weights of all texts, where any have some. */
function joinWeights(given: NumberedClasses, apart: NumberedClasses | undefined) {
  if (given.weights === undefined && apart?.weights === undefined) return undefined;
  const weightsOf = ({ labels, weights }: NumberedClasses) =>
    weights ?? new Float64Array(labels.length).fill(1);
  return Float64Array.from([...weightsOf(given), ...(apart ? weightsOf(apart) : [])]);
}

/** The number of each text, equal ones for equal texts. */
async function numberTexts(texts: NormalizedTexts): Promise<Int32Array> {
  const different = new TextNumbers();
  const numbers = new Int32Array(texts.length);
  await texts.each((text, row) => {
    numbers[row] = different.numberOf(text);
  });
  return numbers;
}

function resolveSize(caller: string, given: number | undefined, count: number): number {
  const size = given ?? Math.min(mostValidationRows, Math.max(1, Math.floor(count / 5)));
  if (size < count) return size;
  throw new RangeError(
    `${caller}: expected validationSize below the ${count} texts there are, got ${size}.`,
  );
}

function checkClasses(
  caller: string,
  labels: Int32Array,
  train: Int32Array,
  validation: Int32Array,
  { least, advice }: { readonly least: 1 | 2; readonly advice: string },
): void {
  const classes = new Set(train.map((row) => labels[row]));
  if (classes.size >= least && validation.length > 0) return;
  throw new RangeError(
    `${caller}: expected texts ${least === 2 ? "of two classes or more " : ""}to train on and some to validate with, got ` +
      `${train.length} of ${classes.size} and ${validation.length}. ${advice}`,
  );
}

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}

/** At most so many of the rows, evenly spread. */
function spread(rows: Int32Array, most: number): Int32Array {
  const count = Math.min(most, rows.length);
  return Int32Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]);
}
