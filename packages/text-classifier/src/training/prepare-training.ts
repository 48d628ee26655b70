import type { AbortSignalLike } from "@rnn/model";
import { EventLoopTurns } from "@rnn/tensor/event-loop";
import { chooseTokens } from "../text/choose-tokens.ts";
import { normalizeText } from "../text/normalize-text.ts";
import { splitNormalized } from "../text/split-tokens.ts";
import type { Tokens } from "../text/text-format.ts";
import {
  type LabelledInput,
  type NumberedTexts,
  numberLabels,
  resolveClassNames,
} from "./labelled-input.ts";
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
  readonly all: NumberedTexts;
  readonly trainRows: readonly number[];
  readonly validationRows: readonly number[];
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
  const { seed = 42, signal, onStep } = options;
  const classNames = resolveClassNames(caller, data, options.classNames);
  const given = numberLabels(caller, "", data, classNames);
  const apart = data.validation && numberLabels(caller, "validation.", data.validation, classNames);
  const count = given.texts.length + (apart?.texts.length ?? 0);
  onStep?.(`reading ${count} texts`);
  const texts = await normalizeTexts([...given.texts, ...(apart?.texts ?? [])], signal);
  const all = {
    texts,
    labels: Int32Array.from([...given.labels, ...(apart?.labels ?? [])]),
    weights: joinWeights(given, apart),
  };
  const { train, validation } = apart
    ? { train: range(0, given.texts.length), validation: range(given.texts.length, count) }
    : splitRows(all.labels, texts, resolveSize(caller, options.validationSize, count), seed);
  checkClasses(caller, all.labels, train, validation);
  const learnt = sample(texts, train, enoughTexts.train);
  const heldOut = sample(texts, validation, enoughTexts.validation);
  const { tokens: suited, missedShare } = chooseTokens(learnt, heldOut);
  const { tokens = "auto" } = options;
  const cutInto = tokens === "auto" ? suited : tokens;
  onStep?.(`cutting ${count} texts into ${cutInto}`);
  const table = await tokenizeTexts(texts, (text) => splitNormalized(text, cutInto), signal);
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

/** The weights of all texts, where any have some. */
function joinWeights(given: NumberedTexts, apart: NumberedTexts | undefined) {
  if (given.weights === undefined && apart?.weights === undefined) return undefined;
  const weightsOf = ({ texts, weights }: NumberedTexts) =>
    weights ?? new Float64Array(texts.length).fill(1);
  return Float64Array.from([...weightsOf(given), ...(apart ? weightsOf(apart) : [])]);
}

async function normalizeTexts(
  texts: readonly string[],
  signal: AbortSignalLike | undefined,
): Promise<string[]> {
  const turns = new EventLoopTurns();
  const normalized: string[] = [];
  for (const text of texts) {
    normalized.push(normalizeText(text));
    if (!turns.due) continue;
    await turns.next();
    signal?.throwIfAborted();
  }
  return normalized;
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
  train: readonly number[],
  validation: readonly number[],
): void {
  const classes = new Set(train.map((row) => labels[row]));
  if (classes.size > 1 && validation.length > 0) return;
  throw new RangeError(
    `${caller}: expected texts of two classes or more to train on and some to validate with, got ` +
      `${train.length} of ${classes.size} and ${validation.length}. Give more texts.`,
  );
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** The texts of at most so many rows, evenly spread. */
function sample(texts: readonly string[], rows: readonly number[], most: number): string[] {
  const count = Math.min(most, rows.length);
  return Array.from(
    { length: count },
    (_, i) => texts[rows[Math.floor((i * rows.length) / count)]],
  );
}
